import type { ProbeResult } from '@rollcall/shared';
import { SpecRedis } from '../redis/redis.fixture.js';
import { ProbesStore } from './probes.store.js';

const result = (at: number): ProbeResult => ({
  at,
  status: 'up',
  latencyMs: 1,
  httpStatus: 200,
  reason: null,
  remedy: null,
  certificateEndsAt: null,
});

describe('what probes keep in Redis', () => {
  const redis = new SpecRedis();
  const nothing = async (): Promise<void> => undefined;

  it('is the last results of each, until they are forgotten', async () => {
    const store = new ProbesStore(redis.client, redis.workspace());
    for (let at = 1; at <= 25; at++) await store.add('a', result(at));
    await store.add('b', result(1));
    expect((await store.resultsOf('a')).map(({ at }) => at)).toHaveLength(20);
    expect([...(await store.results()).keys()].sort()).toEqual(['a', 'b']);
    await store.forget('a', 'c');
    expect(await store.resultsOf('a')).toEqual([]);
  });

  it('lets one process at a time check a probe, and the next one after it', async () => {
    const keys = redis.workspace();
    const [one, other] = [new ProbesStore(redis.client, keys), new ProbesStore(redis.client, keys)];
    const ran = await one.alone('a', 1_000, async () => {
      expect(await other.alone('a', 1_000, nothing)).toBe(false);
      expect(await other.alone('b', 1_000, nothing)).toBe(true);
    });
    expect(ran).toBe(true);
    expect(await other.alone('a', 1_000, nothing)).toBe(true);
    const failing = one.alone('a', 1_000, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await other.alone('a', 1_000, nothing)).toBe(true);
  });

  it('frees a probe whose checker died, and takes none from whoever has it next', async () => {
    const keys = redis.workspace();
    const store = new ProbesStore(redis.client, keys);
    await store.alone('a', 1_000, async () => {
      const left = await redis.client.pttl(keys.probeRunning('a'));
      expect(left).toBeGreaterThan(1_000);
      expect(left).toBeLessThanOrEqual(6_000);
      // its time is over, and somebody else has begun
      await redis.client.set(keys.probeRunning('a'), 'somebody else');
    });
    expect(await redis.client.get(keys.probeRunning('a'))).toBe('somebody else');
  });
});
