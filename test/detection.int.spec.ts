import type { InteractionSignal } from '@rollcall/shared';
import { postUntilAcknowledged } from './harness/post.js';
import { LiveScreen } from './harness/live.js';
import { flavour } from './harness/redis.js';
import { Rollcall, rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** Detection from outside: signals go in, incidents come out. */

jest.setTimeout(240_000);
const patiently = { withinMs: 60_000 };
const minute = 60_000;
const env = { ROLLCALL_DETECTION: 'on' };

/** Places that have nothing to do with each other. */
const placeOf = (service: string) => {
  if (service === 'play') return { region: 'US', channel: 'tv' };
  return service === 'maps' ? { region: 'FR', channel: 'ios' } : { region: 'DE', channel: 'web' };
};
const shop = ['cart', 'order', 'pay', 'refund', 'search', 'track'];

describe(`detection on ${flavour}`, () => {
  let stage: Stage;
  let batches = 0;

  type Try = Pick<InteractionSignal, 'service' | 'outcome'> & { at: number; user: string };
  const send = async (tries: Try[]): Promise<void> => {
    for (let i = 0; i < tries.length; i += 1_000) {
      const signals = tries
        .slice(i, i + 1_000)
        .map((each) => ({ kind: 'interaction' as const, ...placeOf(each.service), ...each }));
      await postUntilAcknowledged(stage.client, { idempotencyKey: `b${batches++}`, signals });
    }
  };
  /** So many people, one after the other, in the time up to now. */
  const people = (
    service: string,
    outcome: 'ok' | 'failed',
    many: number,
    withinMs: number,
    ending = Date.now(),
  ): Try[] =>
    Array.from({ length: many }, (_, i) => ({
      service,
      outcome,
      at: Math.floor(ending - withinMs + ((i + 1) * withinMs) / many),
      user: `${service}-${outcome}-${ending}-${i}`,
    }));
  const incidents = () => stage.client.call('listIncidents');
  const findings = () => stage.client.call('listFindings');

  beforeAll(async () => {
    stage = await setStage({ env, workers: 2 });
    for (const id of shop)
      await stage.client.call('putService', { params: { id }, body: { dependencies: ['stock'] } });
    const calm = ['play', 'maps', ...shop].flatMap((service) =>
      people(service, 'ok', 600, 30 * minute),
    );
    await send(calm.sort((a, b) => a.at - b.at));
  });
  afterAll(() => stage?.cleanup.run());

  it('finds nothing in calm traffic', async () => {
    const { asOf } = await until('a look', async () => {
      const found = await findings();
      return found.asOf > 0 && found;
    });
    await until('another', async () => (await findings()).asOf > asOf, patiently);
    expect(await incidents()).toEqual([]);
    expect((await findings()).findings).toEqual([]);
  });

  it('opens one incident for a total failure, with two workers, on every screen', async () => {
    const screen = new LiveScreen(stage.client.base, rootKey);
    const began = Date.now();
    await send(people('play', 'failed', 25, 500, began + 500));
    const view = await screen.until('it is there', ({ incidents }) => incidents.length > 0);
    await send(people('play', 'failed', 50, 1_000));
    const [incident] = view.incidents;
    expect(incident).toMatchObject({
      title: 'play fails on tv in US',
      scope: { services: ['play'], regions: ['US'], channels: ['tv'] },
      state: 'investigating',
      openedBy: 'detection',
      reason: expect.stringMatching(/ tries failed in /),
    });
    expect(Math.abs(incident.onset - began)).toBeLessThan(1_000);
    screen.close();
    const impact = await until('all are counted', async () => {
      const [{ impact }] = await incidents();
      return impact.complete && impact.users.ever === 75 && impact;
    });
    expect(impact.users).toMatchObject({ failing: 75, recovered: 0 });
    expect(await incidents()).toHaveLength(1);
    expect((await findings()).findings).toMatchObject([{ kind: 'failing', incident: incident.id }]);
  });

  it('does not open it again when everything is killed and started anew', async () => {
    const { redis, cleanup, api, workers } = stage;
    await Promise.all([api, ...workers].map((process) => process.kill()));
    const start = async (role: 'api' | 'worker', port?: number) =>
      cleanup.add(await Rollcall.launch({ redis, role, port, env }), (r) => r.stop());
    stage.workers = [await start('worker')];
    stage.api = await start('api', api.port);
    await stage.api.ready('/readyz');
    const now = Date.now();
    await until('a look at it', async () => (await findings()).asOf > now, patiently);
    await send(people('play', 'failed', 20, 400));
    await until('they are counted', async () => (await incidents())[0].impact.users.ever === 95);
    expect(await incidents()).toHaveLength(1);
  });

  it('opens one incident for six services that depend on one, and names it', async () => {
    await stage.client.call('postSignals', {
      body: {
        kind: 'change',
        at: Date.now() - 90_000,
        service: 'stock',
        title: 'Stock 4.2 deployed',
        source: 'deploys',
      },
    });
    for (const service of shop) await send(people(service, 'failed', 30, 600));
    const incident = await until('all six are in it', async () => {
      const own = (await incidents()).filter(({ scope }) => !scope.services?.includes('play'));
      expect(own.length).toBeLessThan(2);
      return own.find(({ scope }) => scope.services?.length === shop.length);
    });
    expect(incident.scope.services).toEqual(shop);
    expect(incident.suspects!.upstream).toMatchObject([{ service: 'stock' }]);
    expect(incident.suspects!.changes).toMatchObject([{ title: 'Stock 4.2 deployed' }]);
    expect(await incidents()).toHaveLength(2);
  });

  it('keeps still under maintenance, says so, and opens when that is cancelled', async () => {
    const scope = { services: ['maps'] };
    const { id } = await stage.client.call('planMaintenance', {
      body: { title: 'New tiles', scope, to: Date.now() + 60 * minute },
    });
    expect(await stage.client.call('listMaintenance')).toMatchObject([{ id, scope }]);
    await send(people('maps', 'failed', 40, 800));
    // before there is enough evidence that is the reason why it keeps still
    await until('it is found', async () =>
      (await findings()).findings.find(
        ({ scope: { services }, suppressed, incident }) =>
          services?.includes('maps') &&
          suppressed === 'maintenance: New tiles' &&
          incident === null,
      ),
    );
    expect(await incidents()).toHaveLength(2);
    await stage.client.call('cancelMaintenance', { params: { id } });
    await until('it opens', async () => (await incidents()).length === 3);
  });

  it('refuses maintenance that ends before it begins, naming the field', async () => {
    const body = { title: 'x', to: Date.now() - minute };
    await expect(stage.client.call('planMaintenance', { body })).rejects.toMatchObject({
      problem: { status: 400, field: 'to', remedy: expect.any(String) },
    });
    await expect(
      stage.client.call('cancelMaintenance', { params: { id: 'mnt-99' } }),
    ).rejects.toMatchObject({ problem: { status: 404 } });
  });

  it('knows that it is blind when nothing comes any more, and says it once', async () => {
    // however long all before took: half an hour of traffic, so that it is known what should come
    const calm = ['play', ...shop].flatMap((service) => people(service, 'ok', 600, 30 * minute));
    await send(calm.sort((a, b) => a.at - b.at));
    const before = (await incidents()).length;
    const view = await until(
      'it is blind',
      async () => {
        const live = await stage.client.call('getLive');
        return live.detection?.blind ? live : undefined;
      },
      { withinMs: 150_000, everyMs: 500 },
    );
    expect(view.detection!.blind!.reason).toMatch(/nothing came from anywhere/);
    // it may be listed after another that began within the same second
    const blind = await until('it is an incident', async () =>
      (await incidents()).find(({ title }) => title === 'No signals arrive: Rollcall is blind'),
    );
    expect(blind).toMatchObject({ scope: {}, resolvedAt: null });
    expect(await incidents()).toHaveLength(before + 1);
  });
});
