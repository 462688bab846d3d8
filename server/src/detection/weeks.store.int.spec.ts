import { SpecRedis } from '../redis/redis.fixture.js';
import { WeeksStore } from './weeks.store.js';

describe('the hours of the week, on a real Redis', () => {
  const redis = new SpecRedis();
  const now = Date.now();
  const slice = { service: 'play', region: 'US', channel: 'tv' };
  const name = JSON.stringify(['play', 'US', 'tv']);
  const fewest = (most: number): Uint16Array =>
    Uint16Array.from({ length: 168 }, (_, hour) => (hour * 37) % most);

  it('are read as they were written last, whoever wrote them', async () => {
    const keys = redis.workspace();
    const [one, other] = [new WeeksStore(redis.client, keys), new WeeksStore(redis.client, keys)];
    await one.write([[slice, fewest(99)]], now - 3_600_000);
    await other.write([[slice, fewest(65_535)]], now);
    await one.write([], now);
    expect(await one.read(now)).toEqual(new Map([[name, fewest(65_535)]]));
  });

  it('of a time to come, of another version, cut short: nothing is believed', async () => {
    const keys = redis.workspace();
    const store = new WeeksStore(redis.client, keys);
    await store.write([[slice, fewest(9)]], now);
    expect((await store.read(now - 86_400_000)).size).toBe(0);
    await redis.client.hset(keys.weeks, 'a', Buffer.alloc(345), 'b', 'x');
    expect([...(await store.read(now)).keys()]).toEqual([name]);
  });

  it('are kept of 4,096 slices', async () => {
    const keys = redis.workspace();
    const store = new WeeksStore(redis.client, keys);
    const many = Array.from({ length: 5_000 }, (_, i) => ({ ...slice, region: `r${i}` }));
    await store.write(
      many.map((each) => [each, fewest(5)] as const),
      now,
    );
    await store.write([[many[0], fewest(7)]], now);
    const found = await store.read(now);
    expect(found.size).toBe(4_096);
    expect(found.get(JSON.stringify(['play', 'r0', 'tv']))).toEqual(fewest(7));
  });
});
