import type { PartitionKeys } from './keys.js';
import { SpecRedis } from './redis.fixture.js';
import { scripts } from './scripts.redis.js';

describe('append: acknowledged means stored', () => {
  const redis = new SpecRedis();
  let keys: PartitionKeys;
  beforeEach(() => (keys = redis.workspace().partition(3)));

  /** Segments: text, signals in it, and the name of its request if it has one. */
  const append = (
    receivedAt: number,
    ...segments: [string, number, string?][]
  ): Promise<unknown> => {
    const names = [keys.signals, keys.log];
    const args: (string | number | Buffer)[] = [receivedAt, 3_600];
    for (const [text, signals, request] of segments) {
      if (request !== undefined) names.push(keys.once(request));
      args.push(request === undefined ? 0 : names.length, signals, Buffer.from(text));
    }
    return scripts.append.run(redis.client, names, args);
  };
  const entries = async (): Promise<string[][]> =>
    (await redis.client.xrange(keys.signals, '-', '+')).map(([, fields]) =>
      fields.filter((_, i) => i % 2 === 1),
    );

  it('stores what comes together as one entry, and counts it', async () => {
    expect(await append(1_000, ['a', 2], ['b', 3])).toBe(5);
    expect(await append(900, ['c', 1])).toBe(1);
    expect(await entries()).toEqual([['a', 'b'], ['c']]);
    expect(await redis.client.hgetall(keys.log)).toEqual({ accepted: '6', newest: '1000' });
  });

  it('leaves out what an earlier try has stored, and remembers it for an hour', async () => {
    await append(1_000, ['a', 2, 'first']);
    expect(await append(2_000, ['a', 2, 'first'], ['b', 3, 'second'])).toBe(3);
    expect(await append(3_000, ['a', 2, 'first'], ['b', 3, 'second'])).toBe(0);
    expect(await entries()).toEqual([['a'], ['b']]);
    expect(await redis.client.hgetall(keys.log)).toEqual({ accepted: '5', newest: '2000' });
    for (const request of ['first', 'second']) {
      const left = await redis.client.ttl(keys.once(request));
      expect(left).toBeGreaterThan(3_500);
      expect(left).toBeLessThanOrEqual(3_600);
    }
  });

  it('keeps bytes as they are', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    await scripts.append.run(redis.client, [keys.signals, keys.log], [1, 3_600, 0, 1, bytes]);
    const [[, fields]] = await redis.client.xrangeBuffer(keys.signals, '-', '+');
    expect(fields[1]).toEqual(bytes);
  });

  it.each(['signals', 'log'] as const)(
    'leaves nothing behind when %s is no such key',
    async (name) => {
      await redis.client.set(keys[name], 'in the way');
      await expect(append(1_000, ['a', 2, 'first'])).rejects.toThrow('WRONGKEY');
      const other = name === 'log' ? keys.signals : keys.log;
      expect(await redis.client.exists(other)).toBe(0);
      expect(await redis.client.exists(keys.once('first'))).toBe(0);
      await redis.client.del(keys[name]);
      expect(await append(1_000, ['a', 2, 'first'])).toBe(2);
      expect(await entries()).toEqual([['a']]);
    },
  );

  it('takes 500 segments at once, each with a name', async () => {
    const many = Array.from({ length: 500 }, (_, i): [string, number, string] => [
      `s${i}`,
      1,
      `r${i}`,
    ]);
    expect(await append(1_000, ...many)).toBe(500);
    expect(await entries()).toHaveLength(1);
    expect(await append(1_000, ...many)).toBe(0);
  });
});
