import type { Satisfaction, Signal } from '@rollcall/shared';
import type { ProblemError } from './harness/client.js';
import { flavour } from './harness/redis.js';
import { postAll, setStage, tell, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** The satisfaction index from outside: one vote a customer, what they say beside it, and who is missing. */

jest.setTimeout(90_000);

const minute = 60_000;

type Attempt = Extract<Signal, { kind: 'interaction' }>;

const attempt = (i: number, outcome: Attempt['outcome'], more: Partial<Attempt> = {}): Attempt => ({
  kind: 'interaction',
  at: Date.now() - minute,
  service: 'play',
  region: i % 4 === 0 ? 'DE' : 'US',
  channel: 'web',
  user: `u-${i}`,
  customer: `c-${i}`,
  outcome,
  ...more,
});

let batches = 0;
const send = (stage: Stage, signals: Signal[]): Promise<number> =>
  postAll(
    stage.client,
    Array.from({ length: Math.ceil(signals.length / 500) }, (_, n) => ({
      idempotencyKey: `batch-${batches++}`,
      signals: signals.slice(n * 500, (n + 1) * 500),
    })),
  );
const everybody = [...Array(100).keys()];

describe(`satisfaction, on ${flavour}`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.cleanup.run());

  const asked = (query: Record<string, string> = {}) =>
    stage.client.call('getSatisfaction', { query });
  const shown = (what: string, holds: (found: Satisfaction) => boolean) =>
    until(what, async () => {
      const { satisfaction } = await stage.client.call('getLive');
      return holds(satisfaction) && satisfaction;
    });

  it('is not known before anyone was there', async () => {
    expect(await asked()).toMatchObject({ index: null, low: null, high: null, n: 0, worst: null });
  });

  it('is there with the first customers, without a past, and 100 while all is well', async () => {
    await send(
      stage,
      everybody.map((i) => attempt(i, 'ok')),
    );
    const found = await shown('all of them', ({ n }) => n === 100);
    expect(found).toMatchObject({ index: 100, high: 100, unidentified: 0, expected: null });
    expect(found.low).toBeLessThan(100);
    expect(found.low).toBeGreaterThan(94);
    expect(await asked()).toMatchObject({ index: 100, n: 100, past: null, complete: true });
  });

  it('falls by one vote for one customer, however often they fail', async () => {
    const failures = Array.from({ length: 1_000 }, (_, i) =>
      attempt(1, 'failed', { at: Date.now() - 30_000 + i, user: `u-${i % 2 === 0 ? 1 : 'x1'}` }),
    );
    await send(stage, failures);
    await shown('one vote less', ({ index }) => index === 99);
    const found = await asked();
    expect(found).toMatchObject({ index: 99, n: 100 });
    // Apdex counts attempts, and stands beside it
    expect(found.stated.apdex).toMatchObject({ n: 1_100 });
    expect(found.stated.apdex.value).toBeCloseTo(100 / 1_100, 3);
  });

  it('falls to a half when half of the customers fail, and is the same when told again', async () => {
    const half = everybody
      .filter((i) => i % 2 === 1)
      .map((i) => attempt(i, 'failed', { at: Date.now() - 10_000 }));
    await send(stage, half);
    await shown('half of them', ({ index }) => index === 50);
    // told again, and what happened before told late
    await send(stage, half.reverse());
    await send(
      stage,
      everybody.map((i) => attempt(i, 'ok', { at: Date.now() - 2 * minute })),
    );
    const found = await asked();
    expect(found).toMatchObject({ index: 50, n: 100 });
    expect(found.low).toBeLessThan(45);
    expect(found.high).toBeGreaterThan(55);
  });

  it('is taken apart by region, type and stage, and under any filter', async () => {
    await tell(stage.client, [
      { id: 'c-0', type: 'business', stage: 'subscriber' },
      { id: 'c-1', type: 'business', stage: 'buyer' },
      { id: 'c-2', type: 'internal' },
    ]);
    const { n, by } = await asked();
    expect(n).toBe(99);
    // every fourth is in DE, and even
    expect(by.region.map(({ value, index }) => [value, index])).toEqual([
      ['DE', 100],
      ['US', expect.closeTo((100 * 24) / 74, 1)],
    ]);
    expect(by.type.find(({ value }) => value === 'business')).toMatchObject({ index: 50, n: 2 });
    expect(await asked({ type: 'business', stage: 'buyer' })).toMatchObject({ index: 0, n: 1 });
    expect(await asked({ region: 'DE' })).toMatchObject({ index: 100, n: 25 });
    expect(await asked({ service: 'nothing' })).toMatchObject({ index: null, n: 0 });
    expect(await asked({ type: 'internal' })).toMatchObject({ index: 100, n: 1 });
  });

  it('does not let a green crowd hide a red slice', async () => {
    const crowd = Array.from({ length: 400 }, (_, i) => attempt(1_000 + i, 'ok'));
    const few = Array.from({ length: 40 }, (_, i) =>
      attempt(1_000 + i, 'failed', { service: 'pay', channel: 'tv' }),
    );
    await send(stage, [...crowd, ...few]);
    const found = await shown('the red slice', ({ worst }) => worst?.service === 'pay');
    expect(found.worst).toMatchObject({ channel: 'tv', index: 0 });
    const pay = found.services?.find(({ value }) => value === 'pay');
    expect(pay).toMatchObject({ index: 0, n: 40 });
    // they met web too, and got through there: not the same on both
    expect((await asked({ region: 'US' })).consistency).toMatchObject({ index: 0 });
  });

  it('counts a user without a known customer as a voter, and says how many', async () => {
    await send(
      stage,
      Array.from({ length: 5 }, (_, i) =>
        attempt(5_000 + i, 'slow', { customer: undefined, service: 'help' }),
      ),
    );
    expect(await asked({ service: 'help' })).toMatchObject({ index: 50, n: 5, unidentified: 5 });
  });

  it('puts what customers say beside it, with n and who answered', async () => {
    const say = (i: number, scale: 'csat' | 'nps' | 'ces', score: number): Signal => ({
      kind: 'rating',
      at: Date.now(),
      service: 'stated',
      user: `s-${i}`,
      customer: `sc-${i}`,
      scale,
      score,
    });
    await send(stage, [
      ...everybody
        .slice(0, 20)
        .map((i) => attempt(i, 'ok', { service: 'stated', user: `s-${i}`, customer: `sc-${i}` })),
      ...[5, 4, 3, 1].map((score, i) => say(i, 'csat', score)),
      ...[10, 9, 8, 6, 0].map((score, i) => say(i, 'nps', score)),
      ...[7, 4].map((score, i) => say(i, 'ces', score)),
      {
        kind: 'contact',
        at: Date.now(),
        service: 'stated',
        user: 's-9',
        customer: 'sc-9',
        via: 'chat',
        sentiment: -0.5,
      },
    ]);
    const { stated, responseRate, n } = await asked({ service: 'stated' });
    expect(n).toBe(20);
    expect(stated).toMatchObject({
      csat: { value: 50, n: 4 },
      nps: { value: 0, n: 5 },
      ces: { value: 5.5, n: 2 },
      sentiment: { value: -0.5, n: 1, low: null, high: null },
      apdex: { value: 1, n: 20 },
    });
    expect(responseRate).toBe(0.25);
  });

  it.each([
    ['soon', 'no time'],
    [String(Date.now() + 3_600_000), 'in the future'],
  ])('refuses a time such as %s, saying which field', async (at, words) => {
    const error = await asked({ at }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect((error as ProblemError).problem).toMatchObject({ status: 400, field: 'at' });
    expect((error as ProblemError).problem.detail).toContain(words);
  });
});
