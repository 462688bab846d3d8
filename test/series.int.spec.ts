import type { SeriesAnswer } from '@rollcall/shared';
import { flavour } from './harness/redis.js';
import { Rollcall } from './harness/rollcall.js';
import { postAll, setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import type { Batch } from './people/signals.js';

/** What was sent adds up again over time, whoever counted it and however often they were killed. */

type Sent = Batch['signals'][number];

const minute = 60_000;
const hour = 60 * minute;
const sentCount = 4_000;
const outcomes = ['ok', 'ok', 'ok', 'slow', 'failed'] as const;

describe(`series, on ${flavour}`, () => {
  let stage: Stage;
  const now = Math.floor(Date.now() / minute) * minute;

  const attempt = (i: number): Sent => ({
    kind: 'interaction',
    // out of order, over three hours
    at: now - ((i * 7_919) % 180) * minute - (i % 60) * 900 - 1,
    service: i % 3 === 0 ? 'pay' : 'play',
    region: i % 2 === 0 ? 'DE' : 'US',
    channel: 'web',
    user: `u-${i % 500}`,
    outcome: outcomes[i % outcomes.length],
    latencyMs: 100 + (i % 100),
  });
  const sent = Array.from({ length: sentCount }, (_, i) => attempt(i));
  const batches: Batch[] = Array.from({ length: 40 }, (_, n) => ({
    idempotencyKey: `series-${n}`,
    signals: sent.slice(n * 100, (n + 1) * 100),
  }));

  const ask = (query: string): Promise<SeriesAnswer> =>
    stage.client.call('getSeries', { query: Object.fromEntries(new URLSearchParams(query)) });
  const sum = (values: readonly (number | null)[]): number =>
    values.reduce<number>((all, each) => all + (each ?? 0), 0);
  const whole = async (): Promise<SeriesAnswer> => {
    const query = `metric=interactions,ok,slow,failed&from=${now - 4 * hour}&to=${now}&step=${minute}`;
    return until(
      'all is in the series',
      async () => {
        const answer = await ask(query);
        return sum(answer.series[0].values) >= sentCount ? answer : undefined;
      },
      { withinMs: 60_000 },
    );
  };

  beforeAll(async () => {
    stage = await setStage({ workers: 0 });
    const { redis, cleanup } = stage;
    const worker = async (fault?: string): Promise<Rollcall> =>
      cleanup.add(await Rollcall.launch({ redis, role: 'worker', ...(fault && { fault }) }), (r) =>
        r.stop(),
      );
    for (const [n, point] of ['before-commit', 'after-commit'].entries()) {
      const dies = await worker(`series:${point}`);
      await postAll(stage.client, batches.slice(n * 10, (n + 1) * 10));
      await until(`it dies ${point}`, () => !dies.child.alive, { withinMs: 60_000 });
    }
    await worker();
    await postAll(stage.client, batches);
  });
  afterAll(() => stage?.cleanup.run());

  it('add up to what was sent, by minute and outcome', async () => {
    const { at, series, resolution, stepMs } = await whole();
    expect([resolution, stepMs]).toEqual(['minute', minute]);
    for (const [place, outcome] of ['ok', 'slow', 'failed'].entries()) {
      const expected = at.map((start) => {
        const inStep = sent.filter(
          (each) => Number(each.at) >= start && Number(each.at) < start + minute,
        );
        return inStep.length === 0
          ? null
          : inStep.filter((each) => 'outcome' in each && each.outcome === outcome).length;
      });
      expect(series[place + 1].values).toEqual(expected);
    }
  });

  it('are added up, not thinned out, in longer steps and by service', async () => {
    await whole();
    const answer = await ask(
      `metric=failed&by=service&from=${now - 4 * hour}&to=${now}&step=${hour}`,
    );
    expect(answer.resolution).toBe('hour');
    const of = (service: string): number =>
      sent.filter(
        (each) => each.service === service && 'outcome' in each && each.outcome === 'failed',
      ).length;
    expect(answer.series.map(({ of: name, values }) => [name, sum(values)])).toEqual([
      ['pay', of('pay')],
      ['play', of('play')],
    ]);
  });

  it('say no data where nothing came, in CSV too', async () => {
    const { series } = await ask(`metric=failureShare&region=FR&points=10`);
    expect(series[0].values.every((value) => value === null)).toBe(true);
    const response = await stage.client.fetch('/api/v1/series?metric=failed&format=csv');
    expect(await response.text()).toMatch(/^at,failed,failed n\r\n/);
  });

  it.each([
    ['metric=', 'metric'],
    ['metric=speed', 'metric'],
    ['metric=failed&from=tomorrow', 'from'],
    ['metric=failed&step=1', 'step'],
    ['metric=failed&by=planet', 'by'],
    ['metric=failed&colour=red', 'colour'],
  ])('refuse ?%s and name the field', async (query, field) => {
    const response = await stage.client.fetch(`/api/v1/series?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'invalid',
      field: expect.stringContaining(field),
    });
  });
});
