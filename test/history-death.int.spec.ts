import { flavour } from './harness/redis.js';
import { Rollcall } from './harness/rollcall.js';
import { postAll, setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** Workers that die in the middle of rolling up leave nothing out and count nobody twice. */

const minute = 60_000;

describe(`a roll-up that is killed, on ${flavour}`, () => {
  let stage: Stage;
  const step = Math.floor((Date.now() - 30 * minute) / (5 * minute)) * 5 * minute;
  beforeAll(async () => {
    stage = await setStage({ workers: 0 });
  });
  afterAll(() => stage?.cleanup.run());

  const launch = async (fault?: string): Promise<Rollcall> =>
    stage.cleanup.add(
      await Rollcall.launch({ redis: stage.redis, role: 'worker', ...(fault && { fault }) }),
      (worker) => worker.stop(),
    );
  const post = (name: string, from: number, to: number): Promise<number> =>
    postAll(
      stage.client,
      [1, 2].map((again) => ({
        idempotencyKey: `${name}-${again}`,
        signals: Array.from({ length: to - from }, (_, i) => ({
          kind: 'interaction' as const,
          at: step + again * 1_000,
          service: 'play',
          user: `u-${from + i}`,
          outcome: 'ok' as const,
        })),
      })),
    );

  it('is made good by the next worker', async () => {
    for (const [i, point] of ['before-commit', 'after-commit', 'after-commit:7'].entries()) {
      const doomed = await launch(`history:${point}`);
      await post(point, i * 100, (i + 1) * 100 + 20);
      await until('it has died', () => !doomed.child.alive, { withinMs: 60_000 });
    }
    await launch();
    const people = await until('the pulse has everybody', async () => {
      const { pulse } = await stage.client.call('getLive');
      const found = pulse?.people[Math.round((step - pulse.from) / pulse.stepMs)] ?? 0;
      return found >= 320 && found;
    });
    expect(people).toBe(320);
  });
});
