import type { StoryInput } from '@rollcall/shared';
import { Client } from './harness/client.js';
import { LiveScreen } from './harness/live.js';
import { postUntilAcknowledged } from './harness/post.js';
import { flavour } from './harness/redis.js';
import { Rollcall, rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** A demo beside one's own data: a workspace and a clock of its own, and gone without a trace. */

jest.setTimeout(90_000);

const hour = 3_600_000;
const startsAt = Date.UTC(2012, 11, 24, 18);

const story: StoryInput = {
  scenario: 'storm',
  title: 'A storm',
  speed: 240,
  startsAt,
  lengthMs: 32 * hour,
  everyMs: 168 * hour,
  utcOffsetMinutes: -480,
  chapters: [{ after: 0, says: 'Calm' }],
  running: false,
};

const failure = (user: string, at: number) => ({
  kind: 'interaction' as const,
  at,
  service: 'play',
  region: 'US',
  channel: 'tv',
  user,
  outcome: 'failed' as const,
});

describe(`a demo, on ${flavour}`, () => {
  let stage: Stage;
  let demo: Client;

  const env = { ROLLCALL_DEMO: 'storm', ROLLCALL_DEMO_RUN: 'first' };
  const send = (client: Client, name: string, at: number, users = 1) =>
    postUntilAcknowledged(client, {
      idempotencyKey: name,
      signals: Array.from({ length: users }, (_, i) => failure(`${name}-${i}`, at)),
    });
  const opened = () =>
    until('the demo', async () => (await demo.fetch('/api/v1/live')).status === 200);
  const demoKeys = async (): Promise<string[]> => {
    const found = stage.redis.masters.map((master) => master.keys('*rollcall:demo:*'));
    return (await Promise.all(found)).flat();
  };

  beforeEach(async () => {
    stage = await setStage({ env });
    demo = new Client(`${stage.client.base}/demo`, rootKey);
    await opened();
  });
  afterEach(() => stage?.cleanup.run());

  it('has a clock that stands while the past is told, then runs at its speed', async () => {
    await demo.call('putStory', { body: story });
    const past = await send(demo, 'past', startsAt - 28 * 24 * hour);
    expect(past.accepted).toBe(1);

    const { beganAt } = await demo.call('putStory', { body: { ...story, running: true } });
    await until('ten minutes of it', async () => {
      const { asOf, workspace } = await demo.call('getLive');
      return workspace.story?.running === true && asOf >= startsAt + hour / 6;
    });
    const { asOf, workspace } = await demo.call('getLive');
    expect(workspace).toMatchObject({ id: 'demo', demo: 'storm', story: { chapter: 'Calm' } });
    expect(asOf).toBeLessThanOrEqual(startsAt + (Date.now() - beganAt!) * 240);

    // who restarts comes back to the same night
    await Promise.all([stage.api, ...stage.workers].map((process) => process.kill()));
    for (const role of ['worker', 'api'] as const) {
      const port = role === 'api' ? stage.api.port : undefined;
      const again = await Rollcall.launch({ redis: stage.redis, role, env, port });
      stage.cleanup.add(again, (r) => r.stop());
    }
    await until('it goes on', async () => (await demo.call('getLive')).asOf > asOf);
  });

  it('counts in its own time, and judges by it: ten story minutes without a try are unseen', async () => {
    await demo.call('putStory', { body: { ...story, running: true } });
    const now = await until('it to run', async () => {
      const { asOf, workspace } = await demo.call('getLive');
      return workspace.story?.running === true && asOf;
    });
    const { id } = await demo.call('openIncident', { body: { title: 'Storm', onset: startsAt } });
    await send(demo, 'night', now, 5);
    const seen = await until('they are unseen', async () => {
      const { impact } = await demo.call('getIncident', { params: { id } });
      return impact.users.unseen === 5 && impact;
    });
    expect(seen.users).toMatchObject({ ever: 5, failing: 0 });
  });

  it('is shown while nothing of one’s own is there, and no moment longer', async () => {
    await demo.call('putStory', { body: { ...story, running: true } });
    const screen = new LiveScreen(stage.client.base, rootKey);
    await screen.until('the demo', ({ workspace }) => workspace.story?.scenario === 'storm');
    expect((await stage.client.call('getLive')).workspace.demo).toBe('storm');
    const rooms = await stage.client.fetch('/wall', {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect([rooms.status, rooms.headers.get('location')]).toEqual([302, '/demo/wall']);

    await send(stage.client, 'own', Date.now());
    expect((await stage.client.call('getLive')).workspace).toMatchObject({
      id: 'main',
      demo: null,
    });
    await screen.until('its own', ({ workspace }) => workspace.id === 'main');
    await until('the demo beside it', async () => {
      const [own, other] = [await stage.client.call('getLive'), await demo.call('getLive')];
      return own.freshness.folded === 1 && other.freshness.folded === 0;
    });
    expect(screen.gaps).toEqual([]);
    screen.close();
  });

  it('refuses a story where nothing is made up, and one that would run into itself', async () => {
    await expect(stage.client.call('putStory', { body: story })).rejects.toThrow('404');
    const body = { ...story, everyMs: 24 * hour };
    await expect(demo.call('putStory', { body })).rejects.toThrow('whole weeks');
  });

  it('goes without a trace when it is removed, and leaves what is one’s own', async () => {
    await demo.call('putStory', { body: { ...story, running: true } });
    await send(demo, 'night', startsAt, 3);
    await send(stage.client, 'own', Date.now());
    expect(await stage.client.call('removeDemo')).toEqual({ removed: true });
    await until('it is gone', async () => (await demo.fetch('/api/v1/live')).status === 410);
    await until('no key of it is left', async () => (await demoKeys()).length === 0);
    expect(await stage.client.call('listWorkspaces')).toEqual([
      { id: 'main', path: '', demo: null, used: true },
    ]);
    expect((await stage.client.call('getLive')).freshness.accepted).toBe(1);
    expect(await stage.client.call('removeDemo')).toEqual({ removed: false });
  });

  it('of an earlier start is cleared away: by the next demo, and without one', async () => {
    await demo.call('putStory', { body: { ...story, running: true } });
    await send(demo, 'night', startsAt, 3);
    await Promise.all([stage.api, ...stage.workers].map((process) => process.kill()));
    const launch = async (more: Record<string, string>) => {
      const { redis, cleanup, api } = stage;
      const port = api.port;
      const next = await Rollcall.launch({ redis, role: 'api,worker', port, env: more });
      return cleanup.add(next, (r) => r.stop());
    };
    const second = await launch({ ...env, ROLLCALL_DEMO_RUN: 'second' });
    await opened();
    const { workspace, freshness } = await demo.call('getLive');
    expect([workspace.story, freshness.accepted]).toEqual([null, 0]);
    await second.kill();

    await launch({ ROLLCALL_DEMO: 'off' });
    await until('no key of it is left', async () => (await demoKeys()).length === 0);
    expect((await demo.fetch('/api/v1/live')).status).toBe(410);
  });
});
