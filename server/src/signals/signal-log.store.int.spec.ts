import type { WorkspaceKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import { SignalLogStore, type Segment } from './signal-log.store.js';

describe('the raw log', () => {
  const redis = new SpecRedis();
  let keys: WorkspaceKeys;
  let log: SignalLogStore;
  beforeEach(() => {
    keys = redis.workspace();
    log = new SignalLogStore(redis.client, keys);
  });

  const segment = (text: string, once?: string, size = 0): Segment => ({
    bytes: Buffer.from(text.padEnd(size, '.')),
    signals: 1,
    receivedAt: 1_000,
    once,
  });
  const entries = async (p: number): Promise<string[][]> =>
    (await redis.client.xrange(keys.partition(p).signals, '-', '+')).map(([, fields]) =>
      fields.filter((_, i) => i % 2 === 1).map((text) => text.replace(/\.+$/, '')),
    );

  it('gets one entry a partition from all that arrives together', async () => {
    const stores = Array.from({ length: 200 }, (_, i) => log.append(i % 2, segment(`s${i}`)));
    await Promise.all(stores);
    const both = [await entries(0), await entries(1)];
    expect(both.map((list) => list.length)).toEqual([1, 1]);
    const all = Array.from({ length: 200 }, (_, i) => `s${i}`);
    expect(both[0][0]).toEqual(all.filter((_, i) => i % 2 === 0));
    expect(both[1][0]).toEqual(all.filter((_, i) => i % 2 === 1));
  });

  it('gets far fewer entries than requests from what arrives while it is busy, in order', async () => {
    const stores: Promise<void>[] = [];
    for (let i = 0; i < 300; i++) {
      stores.push(log.append(0, segment(`s${i}`)));
      if (i % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(stores);
    const stored = await entries(0);
    expect(stored.length).toBeLessThanOrEqual(31);
    expect(stored.flat()).toEqual(Array.from({ length: 300 }, (_, i) => `s${i}`));
    expect(await redis.client.hget(keys.partition(0).log, 'accepted')).toBe('300');
  });

  it('has what it acknowledged, at once', async () => {
    await log.append(0, segment('one'));
    expect(await entries(0)).toEqual([['one']]);
  });

  it('keeps one of two tries that arrive together, and both are told that it is stored', async () => {
    await Promise.all([
      log.append(0, segment('one', 'request:0')),
      log.append(0, segment('one', 'request:0')),
      log.append(0, segment('two', 'request:1')),
    ]);
    expect((await entries(0)).flat().sort()).toEqual(['one', 'two']);
  });

  it('keeps entries within their size', async () => {
    const size = 100 * 1_024;
    await Promise.all(
      Array.from({ length: 7 }, (_, i) => log.append(0, segment(`s${i}`, undefined, size))),
    );
    expect((await entries(0)).map((list) => list.length)).toEqual([3, 3, 1]);
  });

  it('says that nothing is stored when it is not, and goes on with what comes after', async () => {
    await redis.client.set(keys.partition(0).signals, 'in the way');
    const outcomes = await Promise.allSettled([
      log.append(0, segment('one')),
      log.append(0, segment('two')),
      log.append(1, segment('three')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    await redis.client.del(keys.partition(0).signals);
    await log.append(0, segment('four'));
    expect(await entries(0)).toEqual([['four']]);
  });
});
