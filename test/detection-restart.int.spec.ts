import type { InteractionSignal } from '@rollcall/shared';
import { untilFolded } from './harness/metrics.js';
import { postUntilAcknowledged } from './harness/post.js';
import { flavour } from './harness/redis.js';
import { Rollcall } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** What a worker that starts anew still knows, seen from outside. */

jest.setTimeout(300_000);
const patiently = { withinMs: 120_000, everyMs: 200 };
const minute = 60_000;
const hour = 60 * minute;
const env = { ROLLCALL_DETECTION: 'on' };

describe(`detection that starts anew, on ${flavour}`, () => {
  let stage: Stage;
  let batches = 0;
  let failures = 0;
  const now = Math.floor(Date.now() / minute) * minute;
  beforeAll(async () => {
    stage = await setStage({ env });
  });
  afterAll(() => stage?.cleanup.run());

  /** So many tries at the same distance from each other, of which so many fail, each of somebody else. */
  const tries = (from: number, to: number, many: number, failed: number): InteractionSignal[] =>
    Array.from({ length: many }, (_, i) => {
      const fails = failed > 0 && i % Math.floor(many / failed) === 5;
      return {
        kind: 'interaction',
        service: 'play',
        region: 'US',
        channel: 'tv',
        user: fails ? `failed-${failures++}` : `u-${i % 900}`,
        outcome: fails ? 'failed' : 'ok',
        at: Math.floor(from + ((i + 0.5) * (to - from)) / many),
      };
    });
  const send = async (signals: InteractionSignal[]): Promise<void> => {
    for (let i = 0; i < signals.length; i += 1_000)
      await postUntilAcknowledged(stage.client, {
        idempotencyKey: `b${batches++}`,
        signals: signals.slice(i, i + 1_000),
      });
  };

  it('finds a slow burn that began long before its worker was killed', async () => {
    // plain enough that neither the error of a sketch of people nor what was learned of it hides it
    await send(tries(now - 70 * hour, now - 6 * hour, 32_000, 0));
    await send(tries(now - 6 * hour, now - hour, 5_000, 100));
    await until(
      'all of it is in the series',
      async () => {
        const { series } = await stage.client.call('getSeries', {
          query: { metric: ['interactions'], from: now - 71 * hour, to: now, step: hour },
        });
        const counted = series.flatMap(({ values }) => values);
        return counted.reduce<number>((sum, value) => sum + (value ?? 0), 0) === 37_000;
      },
      patiently,
    );
    await stage.workers[0].kill();
    const { redis, cleanup } = stage;
    stage.workers = [
      cleanup.add(await Rollcall.launch({ redis, role: 'worker', env }), (r) => r.stop()),
    ];
    // slower than what opens by the last hour alone; in two parts, because a burn is looked for when somebody
    // fails, and of a lot that comes at once the last may be counted first
    await send(tries(now - hour, now - 10 * minute, 830, 7));
    await untilFolded(stage.client, 37_830, patiently.withinMs);
    await send(tries(now - 10 * minute, now, 170, 2));
    const [incident] = await until(
      'the burn is found',
      async () => {
        const found = await stage.client.call('listIncidents');
        return found.length > 0 && found;
      },
      patiently,
    );
    expect(incident).toMatchObject({
      title: 'play fails for some on tv in US',
      reason: expect.stringMatching(/6 hours/),
    });
    expect(Math.abs(incident.onset - (now - 6 * hour))).toBeLessThan(hour);
  });
});
