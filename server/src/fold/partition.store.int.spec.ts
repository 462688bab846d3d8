import type { PartitionKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import { signal } from '../signals/signals.fixture.js';
import { fold, type Effects } from './fold.js';
import { columnsOf } from './folded.fixture.js';
import { readCommitted } from './log.fixture.js';
import { PartitionStore } from './partition.store.js';
import { PartitionTables } from './tables.js';

const noon = Date.UTC(2026, 4, 1, 12);

describe('a commit', () => {
  const redis = new SpecRedis();
  let keys: PartitionKeys;
  let store: PartitionStore;
  beforeEach(() => {
    keys = redis.workspace().partition(1);
    store = new PartitionStore(redis.client, keys);
  });

  /** Something of everything that a commit can write. */
  const effectsOf = (tables: PartitionTables): Effects => {
    const signals = [
      signal({ at: noon, user: 'tom', outcome: 'failed', latencyMs: 900 }),
      signal({ at: noon, user: 'mia', outcome: 'ok' }),
      signal({ at: noon, kind: 'rating', user: 'mia', details: '{"score":5}' }),
    ];
    return fold(
      tables,
      columnsOf(signals.map((each) => ({ receivedAt: noon, signal: each }))),
      noon,
    );
  };
  const dead = [{ reason: 'torn', entry: '1-0', bytes: Buffer.from('x') }];

  it('writes effects and cursor together, and they are read back', async () => {
    const tables = await store.load(20_000);
    expect([tables.cursor, tables.commit]).toEqual(['', 0]);
    const effects = effectsOf(tables);
    expect(await store.commit(tables, '5-0', effects, dead)).toBe(true);
    const after = await store.load(effects.day);
    expect([after.cursor, after.commit, after.counts]).toEqual([
      '5-0',
      1,
      { subjects: 2, slices: 1 },
    ]);
    expect([...after.failedOn(effects.day)]).toEqual([
      after.subjectOf({ identity: 'tom', customer: '' }),
    ]);
    expect(await readCommitted(redis.client, keys)).toMatchObject({
      folded: 3,
      parked: 1,
      rows: [`mia ok@${noon}`, `tom failed@${noon}`],
      dead: [{ reason: 'torn' }],
    });
    expect(await redis.client.ttl(keys.failed(effects.day))).toBeGreaterThan(86_400);
  });

  it('from a place where the partition is not writes nothing', async () => {
    const [tables, late] = [await store.load(0), await store.load(0)];
    await store.commit(tables, '5-0', effectsOf(tables), []);
    const before = await readCommitted(redis.client, keys);
    expect(await store.commit(late, '7-0', effectsOf(late), dead)).toBe(false);
    expect(await readCommitted(redis.client, keys)).toEqual(before);
    expect(await store.isAt(late)).toBe(false);
  });

  it.each(['state', 'index', 'impact', 'activity', 'events', 'dead', 'failed', 'signals'] as const)(
    'leaves nothing behind when %s is no such key, and works once it is gone',
    async (name) => {
      const tables = new PartitionTables('', 0);
      const effects = effectsOf(tables);
      const part = keys[name];
      const key = typeof part === 'string' ? part : part(effects.day);
      if (name === 'failed') await redis.client.hset(key, 'in', 'the way');
      else await redis.client.set(key, 'in the way');
      await expect(store.commit(tables, '5-0', effects, dead)).rejects.toThrow('WRONGKEY');
      const others = [keys.state, keys.index, keys.impact, keys.activity, keys.events, keys.dead];
      const written = [...others, keys.failed(effects.day)].filter((k) => k !== key);
      const found = await Promise.all(written.map((each) => redis.client.exists(each)));
      expect(found).toEqual(written.map(() => 0));

      await redis.client.del(key);
      expect(await store.commit(tables, '5-0', effects, dead)).toBe(true);
      expect(await readCommitted(redis.client, keys)).toMatchObject({
        folded: 3,
      });
    },
  );

  it('takes more marks than Lua unpacks at once', async () => {
    const tables = new PartitionTables('', 0);
    const failedBits = Array.from({ length: 9_001 }, (_, i) => i * 7);
    const effects = { ...effectsOf(tables), failedBits };
    expect(await store.commit(tables, '5-0', effects, [])).toBe(true);
    const after = await store.load(effects.day);
    expect([...after.failedOn(effects.day)]).toEqual(failedBits);
  });

  it('is read whole however many entries the index has', async () => {
    let tables = await store.load(0);
    for (let i = 1; i <= 450; i++) {
      const received = [{ receivedAt: noon, signal: signal({ at: noon, user: `user-${i}` }) }];
      const effects = fold(tables, columnsOf(received), noon);
      await store.commit(tables, `${i}-0`, effects, []);
      tables.cursor = `${i}-0`;
      tables.commit = i;
    }
    tables = await store.load(0);
    expect(tables.counts.subjects).toBe(450);
    expect(tables.subjectOf({ identity: 'user-450', customer: '' })).toBe(449);
  });
});
