import type { IncidentView } from '@rollcall/shared';
import { Client } from './harness/client.js';
import { flavour } from './harness/redis.js';
import { rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { type Street, ToldTime } from './harness/told-time.js';
import { until } from './harness/until.js';

/** The life of what is found, from outside, on the clock of a story: hours of it pass in a minute. */

jest.setTimeout(300_000);
const patiently = { withinMs: 150_000, everyMs: 50 };
const minute = 60_000;
const street = (service: string, region: string, channel: string, rate = 0.5): Street => ({
  service,
  region,
  channel,
  rate,
});
const tv = street('play', 'US', 'tv');
const web = street('play', 'DE', 'web');
const shop = street('shop', 'FR', 'ios');
const bank = street('bank', 'JP', 'web', 0.2);

describe(`what is found, on a clock that is told, on ${flavour}`, () => {
  let stage: Stage;
  let demo: Client;
  let time: ToldTime;
  beforeAll(async () => {
    const env = { ROLLCALL_DEMO: 'told', ROLLCALL_DEMO_RUN: 'told', ROLLCALL_DETECTION: 'on' };
    stage = await setStage({ env });
    demo = new Client(`${stage.client.base}/demo`, rootKey);
    time = await ToldTime.begin(demo, 'told', [tv, web, shop, bank]);
  });
  afterAll(async () => {
    await time?.end().catch(() => undefined);
    await stage?.cleanup.run();
  });

  const incidents = () => demo.call('listIncidents');
  const incident = (what: string, is: (one: IncidentView) => boolean) =>
    until(what, async () => (await incidents()).find(is), patiently);
  /** So much of the story's time goes by. */
  const passes = (ms: number): Promise<unknown> => {
    const then = time.now + ms;
    return until('time to pass', () => time.now >= then, patiently);
  };
  /** Each state that an incident was set to, in order. */
  const statesOf = async (id: string): Promise<(string | undefined)[]> => {
    const timeline = await demo.call('getTimeline', { params: { id } });
    return timeline.flatMap(({ event }) => {
      if (event.type === 'incident:updated' && event.state) return [event.state];
      return event.type === 'incident:resolved' ? ['resolved'] : [];
    });
  };

  it('is nothing while all goes well', async () => {
    await passes(40 * minute);
    expect(await incidents()).toEqual([]);
  });

  it('is watched when it gets well, ends by itself, and is the same incident when it fails again', async () => {
    time.happens = (each) => (each === tv ? 'failed' : 'ok');
    const { id } = await incident('it is found', () => true);
    time.happens = () => 'ok';
    await incident('it is watched', ({ state }) => state === 'monitoring');
    const over = await incident('it is over', ({ state }) => state === 'resolved');
    expect(over.resolvedAt).toBeGreaterThan(over.onset);
    time.happens = (each) => (each === tv ? 'failed' : 'ok');
    const again = await incident('it fails again', ({ state }) => state === 'investigating');
    expect(again).toMatchObject({ id, resolvedAt: null, scope: { services: ['play'] } });
    time.happens = () => 'ok';
    await incident('it is over again', ({ state }) => state === 'resolved');
    expect(await statesOf(id)).toEqual([
      'monitoring',
      'resolved',
      'investigating',
      'monitoring',
      'resolved',
    ]);
    expect(await incidents()).toHaveLength(1);
  });

  it('takes fewer who fail where a health signal says the same', async () => {
    time.happens = (each) => (each === bank ? 'away' : 'ok');
    const failed = (from: number) =>
      Array.from({ length: 4 }, (_, i) => ({
        kind: 'interaction' as const,
        ...{ service: 'bank', region: 'JP', channel: 'web' },
        user: `guest-${from + i}`,
        outcome: 'failed' as const,
        at: time.now - 4_000 + i * 1_000,
      }));
    await time.send(failed(0));
    const sent = time.now;
    await until(
      'they are looked at',
      async () => (await demo.call('listFindings')).asOf > sent + minute,
      patiently,
    );
    expect((await incidents()).filter(({ scope }) => scope.services?.[0] === 'bank')).toEqual([]);
    await time.send([
      {
        kind: 'health',
        service: 'bank',
        source: 'probe',
        status: 'down',
        at: time.now,
      },
    ]);
    await until(
      'it is known to be down',
      async () => {
        const { services } = await demo.call('getLive');
        return services.some(({ id, health }) => id === 'bank' && health.length > 0);
      },
      patiently,
    );
    await time.send(failed(4));
    const found = await incident('it is believed', ({ scope }) => scope.services?.[0] === 'bank');
    expect(found.reason).toMatch(/a health signal says it is down/);
    await time.send([
      { kind: 'health', service: 'bank', source: 'probe', status: 'up', at: time.now },
    ]);
    time.happens = () => 'ok';
    await incident('it ends', (one) => one.id === found.id && one.state === 'resolved');
  });

  it('is blindness when nothing comes, until something comes again', async () => {
    const before = (await incidents()).length;
    time.happens = () => 'away';
    const blind = await incident('it is blind', ({ title }) => title.startsWith('No signals'));
    expect(blind).toMatchObject({ title: 'No signals arrive: Rollcall is blind', scope: {} });
    expect((await demo.call('getLive')).detection?.blind).toMatchObject({ scope: {} });
    time.happens = () => 'ok';
    await incident('it sees', ({ id, state }) => id === blind.id && state === 'resolved');
    expect(await incidents()).toHaveLength(before + 1);
  });

  it('is blindness of what fell silent, where most did, and of nothing else', async () => {
    // half an hour by which it is known what should come
    await passes(50 * minute);
    const before = (await incidents()).length;
    time.happens = (each) => (each === shop ? 'ok' : 'away');
    const blind = await incident(
      'it is blind of a part',
      ({ title, state }) => title.startsWith('No signals') && state !== 'resolved',
    );
    expect(blind.scope.services).toEqual(expect.arrayContaining(['play']));
    expect(blind.scope.services).not.toContain('shop');
    time.happens = () => 'ok';
    await incident('it sees again', ({ id, state }) => id === blind.id && state === 'resolved');
    expect((await incidents()).length).toBeLessThanOrEqual(before + 1);
  });
});
