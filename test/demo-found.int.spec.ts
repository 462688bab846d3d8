import { Teller, type TellingEnd } from './demo/teller.run.js';
import { Client } from './harness/client.js';
import { flavour } from './harness/redis.js';
import { rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import type { Cast } from './simulate/happenings.js';
import { readScenario } from './simulate/read-scenario.js';
import { smallYaml } from './simulate/small.fixture.js';
import { worldOf } from './simulate/world.js';

/** A night that is told while Rollcall looks for outages itself: whoever is first, it is one incident. */

jest.setTimeout(240_000);

/** People look later than Rollcall does. */
const read = readScenario(
  smallYaml
    .replace("'10:12'", "'10:50'")
    .replace("'10:13'", "'10:51'")
    .replace("'10:30'", "'10:55'"),
  'small.yaml',
);
if (!read.ok) throw new Error(read.complaints.join('\n'));
const cast: Cast = { world: worldOf(read.scenario), id: 'small', seed: 'demo', people: 900 };
/** Three hours in 18 seconds. */
const speed = 600;
const onset = Date.parse('2026-01-15T10:00:00Z');

describe(`a demo in which outages are found, on ${flavour}`, () => {
  let stage: Stage;
  let demo: Client;
  const stop = new AbortController();
  let ended: Promise<TellingEnd>;

  beforeAll(async () => {
    const env = { ROLLCALL_DEMO: 'small', ROLLCALL_DEMO_RUN: 'found', ROLLCALL_DETECTION: 'on' };
    stage = await setStage({ env });
    demo = new Client(`${stage.client.base}/demo`, rootKey);
    const patience = { awayMs: 60_000, removedMs: 2_000 };
    const telling = { cast, client: demo, speed, stop: stop.signal, say: () => undefined };
    ended = new Teller({ ...telling, patience }).run();
    ended.catch(() => undefined);
  });
  afterAll(async () => {
    stop.abort();
    await ended?.catch(() => undefined);
    await stage?.cleanup.run();
  });

  it('says how its customers fare, though declaring it took the clock back', async () => {
    const { satisfaction } = await until(
      'an index',
      async () => {
        const live = await demo.call('getLive');
        return live.satisfaction.index === null ? undefined : live;
      },
      { withinMs: 150_000, everyMs: 100 },
    );
    expect(satisfaction.n).toBeGreaterThan(0);
  });

  it('has one incident a night, which on call takes over, corrects and ends', async () => {
    const night = await until(
      'the first night to be over',
      async () => {
        const { workspace } = await demo.call('getLive');
        if (!((workspace.story?.tellings ?? 0) > 0)) return undefined;
        const all = await demo.call('listIncidents');
        const own = all.filter((one) => one.onset < onset + 24 * 3_600_000);
        // who plays it may be late on a busy machine
        return own.every(({ state }) => state === 'resolved') && own;
      },
      { withinMs: 150_000, everyMs: 200 },
    );
    expect(night).toMatchObject([
      {
        title: 'TV in the US',
        state: 'resolved',
        onset,
        scope: { services: ['play'], regions: ['US'], channels: ['tv'] },
        acknowledgedBy: 'On call',
        openedBy: 'detection',
      },
    ]);
    expect(night[0].suspects!.changes).toMatchObject([{ title: 'Deploy 7' }]);
    expect(night[0].detectedAt).toBeLessThan(Date.parse('2026-01-15T10:50:00Z'));
  });
});
