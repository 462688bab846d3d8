import type { IncidentView } from '@rollcall/shared';
import { SpecRedis } from '../redis/redis.fixture.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { CurveStore } from './curve.store.js';

const none = { ever: 0, failing: 0, unseen: 0, recovered: 0, peak: 0, of: 0 };
const start = 1_700_000_000_000;

const incident = (failing: number, given: Partial<IncidentView> = {}): IncidentView =>
  ({
    id: 'inc-1',
    generation: 3,
    resolvedAt: null,
    ...given,
    impact: {
      users: { ...none, failing },
      customers: none,
      silent: { estimate: failing * 2, low: 0, high: failing * 9 },
      complete: true,
      ...given.impact,
    },
  }) as IncidentView;

describe('curves, on a real Redis', () => {
  const redis = new SpecRedis();
  let keys: WorkspaceKeys;
  let curves: CurveStore;
  beforeEach(() => {
    keys = redis.workspace();
    curves = new CurveStore(redis.client, keys);
  });
  const times = async (of = incident(0)): Promise<number[]> =>
    (await curves.points(of)).map(({ at }) => at - start);

  it('take a point a second, whoever publishes', async () => {
    const other = new CurveStore(redis.client, keys);
    for (const after of [0, 50, 999, 1_000, 1_020, 2_500]) {
      await curves.add([incident(after)], start + after);
      await other.add([incident(-1)], start + after);
    }
    expect(await times()).toEqual([0, 1_000, 2_500]);
    expect((await curves.points(incident(0)))[1]).toEqual({
      at: start + 1_000,
      customers: { failing: 0, unseen: 0, recovered: 0 },
      users: { failing: 1_000, unseen: 0, recovered: 0 },
      silent: { estimate: 2_000, low: 0, high: 9_000 },
    });
  });

  it('get coarser as they get longer, never longer than they may, and keep both ends', async () => {
    const hours = 3;
    for (let s = 0; s <= hours * 3_600; s += 2) await curves.add([incident(s)], start + s * 1_000);
    const found = await times();
    expect(found.length).toBeLessThanOrEqual(598);
    expect(found.length).toBeGreaterThan(290);
    expect(found[0]).toBe(0);
    const gaps = found.slice(1).map((at, i) => at - found[i]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * 32_000);
    expect(hours * 3_600_000 - (found.at(-1) ?? 0)).toBeLessThanOrEqual(32_000);
  });

  it('begin anew with a new generation, and take nothing of an older one', async () => {
    await curves.add([incident(1)], start);
    await curves.add([incident(2, { generation: 4 })], start + 1_000);
    await new CurveStore(redis.client, keys).add([incident(3)], start + 5_000);
    expect(await times(incident(0, { generation: 4 }))).toEqual([1_000]);
    expect(await times()).toEqual([]);
  });

  it('take no part for the whole, and nothing after the end', async () => {
    await curves.add([incident(5)], start);
    const part = { impact: { complete: false } as IncidentView['impact'] };
    await curves.add([incident(1, part)], start + 10_000);
    const resolvedAt = start + 20_000;
    await curves.add([incident(2, { resolvedAt })], start + 30_000);
    await curves.add([incident(1, { resolvedAt })], start + 90_000);
    expect(await times()).toEqual([0, 20_000]);
  });
});
