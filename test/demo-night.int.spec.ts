import { Teller, type TellingEnd } from './demo/teller.run.js';
import { nightOf } from './demo/tellings.js';
import { Client } from './harness/client.js';
import { flavour } from './harness/redis.js';
import { Rollcall, rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import { type Cast, happeningsOf } from './simulate/happenings.js';
import { smallWorld } from './simulate/small.fixture.js';
import { minute } from './simulate/times.js';

/**
 * The demo as it is told: a past, then night after night, each counted as it was lived, whatever is killed
 * meanwhile.
 */

jest.setTimeout(180_000);
const patiently = { withinMs: 90_000, everyMs: 100 };

const env = { ROLLCALL_DEMO: 'small', ROLLCALL_DEMO_RUN: 'told' };
const world = smallWorld();
const cast: Cast = { world, id: 'small', seed: 'demo', people: 300 };
/** Three hours in nine seconds. */
const speed = 1_200;

/** What arrived of one night's failures on television in the US. */
const truthOf = (telling: number) => {
  const users = new Set<string>();
  let failures = 0;
  for (const happening of happeningsOf(nightOf(cast, telling))) {
    if (happening.kind !== 'attempt' || happening.outcome !== 'failed' || happening.silent)
      continue;
    if (happening.person.type === 'internal') continue;
    users.add(happening.person.id);
    failures++;
  }
  return { ever: users.size, failures };
};

describe(`a demo that is told on ${flavour}`, () => {
  let stage: Stage;
  let demo: Client;
  const said: string[] = [];
  let stop: AbortController;
  let ended: Promise<TellingEnd>;

  const play = (): void => {
    stop = new AbortController();
    const say = (line: string): void => void said.push(line);
    const patience = { awayMs: 60_000, removedMs: 2_000 };
    ended = new Teller({ cast, client: demo, speed, stop: stop.signal, say, patience }).run();
    ended.catch(() => undefined);
  };

  beforeAll(async () => {
    stage = await setStage({ env });
    demo = new Client(`${stage.client.base}/demo`, rootKey);
    play();
  });
  afterAll(async () => {
    stop?.abort();
    await ended?.catch(() => undefined);
    await stage?.cleanup.run();
  });

  const live = () => demo.call('getLive');
  const storyNow = async () => (await live()).workspace.story;

  /** In that telling and past that time of the scenario, or later. */
  const reached = (telling: number, at: number) =>
    until(
      `telling ${telling} to reach ${new Date(at).toISOString()}`,
      async () => {
        const { asOf, workspace } = await live();
        const { story } = workspace;
        if (!story?.running) return false;
        return (
          story.tellings > telling || (story.tellings === telling && asOf - story.shiftMs > at)
        );
      },
      patiently,
    );

  /** What was counted of that night, once its incident is resolved. */
  const countOf = async (telling: number) => {
    const onset = Date.parse('2026-01-15T10:00:00Z') + telling * 7 * 24 * 60 * minute;
    const incident = await until(
      `the incident of telling ${telling} to be resolved`,
      async () => {
        const incidents = await demo.call('listIncidents');
        const ours = incidents.filter((one) => one.onset === onset);
        expect(ours.length).toBeLessThan(2);
        return ours.find(({ state }) => state === 'resolved');
      },
      patiently,
    );
    const params = { id: incident.id };
    const impact = await until('its count to be complete', async () => {
      const found = await demo.call('getImpact', { params });
      return found.complete && found;
    });
    const { items } = await demo.call('listAffected', { params, query: { limit: '1000' } });
    const failures = items.reduce((sum, one) => sum + one.failures, 0);
    return { ever: impact.users.ever, failures };
  };

  it('tells of four weeks while the clock stands, and lets it run then', async () => {
    const { asOf, freshness, workspace } = await until(
      'the clock to run',
      async () => {
        const view = await live();
        if (!view.workspace.story?.running) expect(view.incidents).toEqual([]);
        return view.workspace.story?.running && view;
      },
      patiently,
    );
    expect(workspace.story).toMatchObject({ scenario: 'small', tellings: 0, chapter: 'Calm' });
    expect(asOf).toBeGreaterThanOrEqual(world.from);
    // 28 days of 300 people, each at least on most days
    expect(freshness.folded).toBeGreaterThan(300 * 28 * 0.8);
    expect(await demo.call('listIncidents')).toEqual([]);
  });

  it('counts the first night as it was lived', async () => {
    const truth = truthOf(0);
    expect(truth.ever).toBeGreaterThan(15);
    expect(await countOf(0)).toEqual(truth);
  });

  it('counts the second, lived by the same people with other luck, though the API is killed in it', async () => {
    const truth = truthOf(1);
    expect(truth).not.toEqual(truthOf(0));
    await reached(1, Date.parse('2026-01-15T10:20:00Z'));
    const { port } = stage.api;
    await stage.api.kill();
    const { redis, cleanup } = stage;
    stage.api = cleanup.add(await Rollcall.launch({ redis, role: 'api', env, port }), (r) =>
      r.stop(),
    );
    // who plays it must not take it for removed
    const answers = new Set<number>();
    await until(
      'the demo to open again',
      async () => {
        const { status } = await demo.fetch('/api/v1/live');
        answers.add(status);
        return status === 200;
      },
      { withinMs: 60_000, everyMs: 5 },
    );
    expect(answers).not.toContain(410);
    expect(await countOf(1)).toEqual(truth);
  });

  it('goes on in the middle of a night when its player is killed and another takes over', async () => {
    const telling = (await storyNow())!.tellings + 1;
    await reached(telling, Date.parse('2026-01-15T10:30:00Z'));
    stop.abort();
    expect(await ended).toBe('stopped');
    play();
    expect(await countOf(telling)).toEqual(truthOf(telling));
  });

  it('begins anew when Redis has lost everything', async () => {
    expect((await storyNow())!.tellings).toBeGreaterThan(1);
    await Promise.all(stage.redis.masters.map((master) => master.flushall()));
    await until(
      'the first telling',
      async () => {
        const story = await storyNow();
        return story?.running && story.tellings === 0;
      },
      patiently,
    );
    expect(await countOf(0)).toEqual(truthOf(0));
  });

  it('ends once the demo is removed', async () => {
    expect(await stage.client.call('removeDemo')).toEqual({ removed: true });
    expect(await ended).toBe('removed');
    expect(said.some((line) => line.startsWith('Demo: '))).toBe(true);
  });
});
