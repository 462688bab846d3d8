import { LiveView } from '@rollcall/shared';
import { postUntilAcknowledged } from './harness/post.js';
import { LiveScreen } from './harness/live.js';
import { flavour } from './harness/redis.js';
import { Rollcall, rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** The live view as screens get it: whole once, then in patches that chain, and the same on every API. */

jest.setTimeout(90_000);

const failures = (label: string, size: number) =>
  Array.from({ length: size }, (_, i) => ({
    kind: 'interaction' as const,
    at: Date.now(),
    service: 'play',
    region: 'US',
    channel: 'tv',
    user: `${label}-${i}`,
    outcome: 'failed' as const,
  }));

describe(`the live view, on ${flavour}`, () => {
  let stage: Stage;
  let incident: string;
  let ever = 0;
  const screens: LiveScreen[] = [];

  beforeAll(async () => {
    stage = await setStage();
    ({ id: incident } = await stage.client.call('openIncident', {
      body: { title: 'Playback fails', scope: { services: ['play'] }, onset: Date.now() - 60_000 },
    }));
  });
  afterEach(() => screens.splice(0).forEach((screen) => screen.close()));
  afterAll(() => stage?.cleanup.run());

  const join = (token: string | undefined = rootKey, base = stage.client.base): LiveScreen => {
    const screen = new LiveScreen(base, token);
    screens.push(screen);
    return screen;
  };
  const fail = async (label: string, size: number): Promise<void> => {
    const batch = { idempotencyKey: label, signals: failures(label, size) };
    await postUntilAcknowledged(stage.client, batch);
    ever += size;
  };
  const everIn = (view: LiveView): number | undefined =>
    view.incidents.find(({ id }) => id === incident)?.impact.users.ever;
  /** Without what differs from moment to moment. */
  const still = ({ services, incidents }: LiveView) => ({
    services,
    incidents: incidents.map(({ id, impact }) => ({ id, users: impact.users })),
  });

  it.each([
    ['no token', undefined],
    ['a wrong one', 'rk_wrong'],
    ['an empty one', ''],
  ])('refuses %s, and shows nothing', async (_, token) => {
    const screen = token === undefined ? new LiveScreen(stage.client.base, undefined) : join(token);
    screens.push(screen);
    await until('it is refused', () => screen.refused !== undefined);
    expect(screen.connected).toBe(false);
    expect(screen.view).toBeUndefined();
  });

  it('refuses a key that may not read, and one that was revoked', async () => {
    const { key } = await stage.client.call('createKey', { body: { name: 'ingest only' } });
    const screen = join(key);
    await until('it is refused', () => screen.refused !== undefined);
    expect(screen.view).toBeUndefined();

    const reader = await stage.client.call('createKey', {
      body: { name: 'reader', permissions: ['read'] },
    });
    await join(reader.key).until('a reader is let in', () => true);
    await stage.client.call('revokeKey', { params: { id: reader.id } });
    const late = join(reader.key);
    await until('it is refused', () => late.refused !== undefined);
  });

  it('sends a snapshot of the contract’s shape, then patches without a gap', async () => {
    const screen = join();
    await screen.until('a snapshot', () => true);
    expect(LiveView.safeParse(screen.view).error).toBeUndefined();
    for (let i = 0; i < 10; i++) {
      await fail(`step-${i}`, 20);
      await screen.until('it shows them', (view) => everIn(view) === ever);
    }
    expect(screen).toMatchObject({ gaps: [], snapshots: 1 });
    expect(screen.patches).toBeGreaterThanOrEqual(10);
    expect(LiveView.safeParse(screen.view).error).toBeUndefined();
    expect(everIn(await stage.client.call('getLive'))).toBe(ever);
  });

  it('shows a failure soon after it was sent', async () => {
    const screen = join();
    await screen.until('a snapshot', (view) => everIn(view) === ever);
    const times: number[] = [];
    for (let i = 0; i < 15; i++) {
      const before = performance.now();
      await fail(`soon-${i}`, 1);
      await screen.until('it shows it', (view) => everIn(view) === ever);
      times.push(performance.now() - before);
    }
    times.sort((a, b) => a - b);
    process.stdout.write(
      `\nfrom POST to screen on ${flavour}: median ${times[7].toFixed()} ms, worst ${times[14].toFixed()} ms\n`,
    );
    expect(times[7]).toBeLessThan(1_000);
  });

  it('gives the same view by patches, by resync and over HTTP', async () => {
    const screen = join();
    await fail('same', 7);
    await screen.until('it shows them', (view) => everIn(view) === ever);
    const byPatches = still(screen.view!);
    const version = screen.view!.version;
    const again = await screen.resync();
    expect(again.version).toBeGreaterThanOrEqual(version);
    expect(still(again)).toEqual(byPatches);
    expect(still(await stage.client.call('getLive'))).toEqual(byPatches);
    expect(screen.gaps).toEqual([]);
  });

  it('turns failing into unseen after ten minutes, by itself', async () => {
    const minutes = 60_000;
    const at = Date.now() - 10 * minutes + 3_000;
    const { id } = await stage.client.call('openIncident', {
      body: {
        title: 'Time passes',
        scope: { services: ['wait'] },
        onset: at - minutes,
        force: true,
      },
    });
    const [signal] = failures('patient', 1);
    const signals = [{ ...signal, service: 'wait', at }];
    await postUntilAcknowledged(stage.client, { idempotencyKey: 'patient', signals });
    const screen = join();
    const users = (view: LiveView) => view.incidents.find((shown) => shown.id === id)?.impact.users;
    await screen.until('failing', (view) => users(view)?.failing === 1);
    const impact = () => stage.client.call('getImpact', { params: { id } });
    expect((await impact()).users).toMatchObject({ failing: 1, unseen: 0 });
    await until('unseen', async () => (await impact()).users.unseen === 1, { everyMs: 10 });
    const late = Date.now() - (at + 10 * minutes);
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(500);
    await screen.until('unseen on the screen', (view) => users(view)?.unseen === 1, 2_500);
    expect(screen.gaps).toEqual([]);
  });

  it('says how old it is, and never calls silence up', async () => {
    const view = await stage.client.call('getLive');
    expect(Date.now() - view.asOf).toBeLessThan(3_000);
    expect(view.freshness.ageMs).toBeGreaterThanOrEqual(0);
    expect(view.freshness.accepted).toBe(ever + 1);
    // the one who waits failed longer ago than statuses look back
    const statuses = view.services.map(({ id, status }) => [id, status]);
    expect(statuses).toEqual([
      ['play', 'failing'],
      ['wait', 'no_data'],
    ]);
    await stage.client.call('putService', { params: { id: 'quiet' }, body: { name: 'Quiet' } });
    const shown = await until('the quiet service is there', async () => {
      const { services } = await stage.client.call('getLive');
      return services.find(({ id }) => id === 'quiet');
    });
    expect(shown).toMatchObject({ status: 'no_data', failureShare: null });
  });

  it('is the same on every API, and outlives the API it was joined on', async () => {
    const { redis, cleanup } = stage;
    const second = cleanup.add(await Rollcall.start({ redis, role: 'api' }), (p) => p.stop());
    const here = join();
    const there = join(rootKey, second.client.base);
    await fail('both', 5);
    await here.until('here', (view) => everIn(view) === ever);
    await there.until('there', (view) => everIn(view) === ever);
    expect(still(there.view!)).toEqual(still(here.view!));

    await second.kill();
    await fail('meanwhile', 5);
    const back = await Rollcall.start({ redis, role: 'api', port: second.port });
    cleanup.add(back, (p) => p.stop());
    await there.until('it is back, by itself', (view) => everIn(view) === ever);
    expect(there.gaps).toEqual([]);
  });

  it('goes on after the worker was killed and another took its place', async () => {
    const screen = join();
    await stage.workers[0].kill();
    await fail('without a worker', 5);
    const { redis, cleanup } = stage;
    cleanup.add(await Rollcall.launch({ redis, role: 'worker' }), (p) => p.stop());
    await screen.until('it shows them', (view) => everIn(view) === ever);
    expect(screen.gaps).toEqual([]);
  });
});
