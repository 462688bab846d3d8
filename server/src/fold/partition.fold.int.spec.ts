import type { PartitionKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import { scripts } from '../redis/scripts.redis.js';
import { signal } from '../signals/signals.fixture.js';
import { dayOf } from './fold.js';
import { packed, readCommitted, store, type Committed } from './log.fixture.js';
import { PartitionFold } from './partition.fold.js';
import { PartitionStore } from './partition.store.js';

const start = Date.now() - 10_000;

describe('the fold of a partition', () => {
  const redis = new SpecRedis();
  let keys: PartitionKeys;
  beforeEach(() => (keys = redis.workspace().partition(2)));

  /** A worker's fold: another one is another worker. */
  const worker = (): PartitionFold =>
    new PartitionFold(new PartitionStore(redis.client, keys), () => Date.now());
  const committed = (): Promise<Committed> => readCommitted(redis.client, keys);
  let sent = 0;
  /** Stores entries of a few signals each, one user after another, every third one failing. */
  const send = async (entries: number, each = 3): Promise<string[]> => {
    const rows: string[] = [];
    for (let i = 0; i < entries; i++) {
      const signals = Array.from({ length: each }, () => {
        const n = sent++;
        const outcome = n % 3 === 0 ? 'failed' : 'ok';
        rows.push(`user-${n % 50} ${outcome}@${start + (n % 10_000)}`);
        return signal({ user: `user-${n % 50}`, outcome, at: start + (n % 10_000) });
      });
      await store(redis.client, keys, packed(signals), each);
    }
    return rows;
  };
  beforeEach(() => (sent = 0));

  it('counts every signal once, and has nothing to do after that', async () => {
    const rows = await send(100);
    const fold = worker();
    expect(await fold.run(5_000)).toBeGreaterThan(0);
    expect(await fold.run(5_000)).toBe(0);
    expect(await committed()).toMatchObject({ folded: 300, rows: rows.sort() });
  });

  it('by several workers at once counts every signal once', async () => {
    const workers = [worker(), worker(), worker()];
    const sending = (async () => {
      const rows: string[] = [];
      for (let i = 0; i < 30; i++) rows.push(...(await send(5)));
      return rows;
    })();
    const running = workers.map(async (fold) => {
      for (let i = 0; i < 40; i++) await fold.run(20);
    });
    const rows = await sending;
    await Promise.all(running);
    for (const fold of workers) await fold.run(5_000);
    expect(await committed()).toMatchObject({ folded: 450, rows: rows.sort() });
    expect((await committed()).subjects).toHaveLength(50);
  });

  it('called twice at once runs one after the other', async () => {
    await send(10);
    const fold = worker();
    const commits = await Promise.all([fold.run(5_000), fold.run(5_000)]);
    expect(commits[1]).toBe(0);
    expect((await committed()).folded).toBe(30);
  });

  it('that stays a while counts in the same run what comes just after, and tells of each commit at once', async () => {
    let told = 0;
    const staying = new PartitionFold(
      new PartitionStore(redis.client, keys),
      () => Date.now(),
      Infinity,
      () => told++,
    );
    await send(2);
    const running = staying.run(3_000);
    while (Number(await redis.client.hget(keys.state, 'folded')) < 6 || told < 1);
    await send(2);
    expect(await running).toBe(2);
    expect(told).toBe(2);
    expect((await committed()).folded).toBe(12);
  });

  it('notices that Redis has gone back, with nothing new to read, and counts again', async () => {
    const rows = await send(10);
    const fold = worker();
    await fold.run(5_000);
    const { state, index, impact, activity, events } = keys;
    const marks = [0, -1].map((days) => keys.failed(dayOf(Date.now()) + days));
    for (const key of [state, index, impact, activity, events, ...marks]) {
      await redis.client.del(key);
    }
    await fold.run(5_000);
    expect(await committed()).toMatchObject({ folded: 30, rows: rows.sort() });
  });

  it('notices that another worker has gone on', async () => {
    const [one, other] = [worker(), worker()];
    const rows = await send(5);
    await one.run(5_000);
    rows.push(...(await send(5)));
    await other.run(5_000);
    rows.push(...(await send(5)));
    await one.run(5_000);
    expect(await committed()).toMatchObject({ folded: 45, rows: rows.sort() });
  });

  it('gives way when its time is over', async () => {
    await send(100, 1_000);
    let now = 0;
    const fold = new PartitionFold(new PartitionStore(redis.client, keys), () => (now += 400));
    expect(await fold.run(1_000)).toBeLessThan(5);
    await worker().run(60_000);
    expect((await committed()).folded).toBe(100_000);
  });

  describe('with poison in the log', () => {
    const poison = (at: number): ReturnType<typeof signal> =>
      signal({ kind: 'rating', user: 'mallory', at, details: '{"score":' });

    it('parks a torn batch and counts its neighbours', async () => {
      const rows = await send(2);
      await store(redis.client, keys, Buffer.from('no batch at all'));
      rows.push(...(await send(2)));
      await worker().run(5_000);
      expect(await committed()).toMatchObject({
        folded: 12,
        parked: 1,
        rows: rows.sort(),
        dead: [
          {
            reason: expect.stringContaining('cannot be unpacked'),
            bytes: Buffer.from('no batch at all'),
          },
        ],
      });
    });

    it('parks the signals that cannot be folded, and counts those beside them in the same batch', async () => {
      const good = Array.from({ length: 20 }, (_, i) =>
        signal({ user: `good-${i}`, at: start + i }),
      );
      const batch = [...good.slice(0, 7), poison(start), ...good.slice(7), poison(start + 1)];
      await store(redis.client, keys, packed(batch, start), batch.length);
      await worker().run(5_000);
      const found = await committed();
      expect(found).toMatchObject({ folded: 20, parked: 2, commits: 1 });
      expect(found.rows).toEqual(good.map(({ user, at }) => `${user} ok@${at}`).sort());
      expect(found.dead.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('cannot be folded'),
        expect.stringContaining('cannot be folded'),
      ]);
      expect(await redis.client.xlen(keys.signals)).toBe(1);
    });

    it('goes on with what comes after it', async () => {
      await store(redis.client, keys, packed([poison(start)], start));
      const fold = worker();
      await fold.run(5_000);
      const rows = await send(3);
      await fold.run(5_000);
      expect(await committed()).toMatchObject({ folded: 9, parked: 1, rows: rows.sort() });
    });

    const retryFirst = async (): Promise<unknown> => {
      const [[id]] = await redis.client.xrange(keys.dead, '-', '+', 'COUNT', 1);
      return scripts.retryDead.run(redis.client, [keys.dead, keys.signals, keys.state], [id]);
    };

    it('counts a letter that is retried once its cause is gone', async () => {
      const bytes = packed([signal({ user: 'lea', at: start })], start);
      await redis.client.xadd(
        keys.dead,
        '*',
        'reason',
        'an older version',
        'entry',
        '1-0',
        'b',
        bytes,
      );
      await redis.client.hset(keys.state, 'parked', 1);
      expect(await retryFirst()).toBe(1);
      await worker().run(5_000);
      expect(await committed()).toMatchObject({
        folded: 1,
        parked: 0,
        rows: [`lea ok@${start}`],
        dead: [],
      });
    });

    it('parks it again while the cause is there', async () => {
      await store(redis.client, keys, packed([poison(start)], start));
      await worker().run(5_000);
      const before = await committed();
      expect(await retryFirst()).toBe(1);
      await worker().run(5_000);
      expect(await committed()).toMatchObject({ folded: 0, parked: 1, dead: before.dead });
    });
  });
});
