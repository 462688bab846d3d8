import { wallClock } from '../clock/clock.service.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { DirectoryStore } from '../directory/directory.store.js';
import { toStatement } from '../directory/statement.js';
import { packed, store } from '../fold/log.fixture.js';
import { PartitionFold } from '../fold/partition.fold.js';
import { PartitionStore } from '../fold/partition.store.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { SpecRedis } from '../redis/redis.fixture.js';
import { partitionOf } from '../signals/partition.js';
import { signal } from '../signals/signals.fixture.js';
import { ImpactCount } from './impact-count.js';
import { LogReader } from './log.reader.js';
import { tally, type Tally } from './tally.js';

const partitions = 4;
const now = Date.now();

describe('a reader of the committed logs', () => {
  const redis = new SpecRedis();
  let backMs = 0;
  const clock = { ...wallClock, now: () => now - backMs };
  let keys: WorkspaceKeys;
  let reader: LogReader;
  let directory: DirectoryReader;
  let folds: PartitionFold[];
  beforeEach(() => {
    backMs = 0;
    keys = redis.workspace();
    directory = new DirectoryReader(new DirectoryStore(redis.client, keys));
    reader = new LogReader(redis.client, keys, redis.env(partitions), clock, directory);
    folds = Array.from({ length: partitions }, (_, p) => {
      return new PartitionFold(new PartitionStore(redis.client, keys.partition(p)), () => now);
    });
  });

  /** Users try something, each at a moment of the last minute, and all of it is folded. */
  const tries = async (outcome: 'ok' | 'failed', ...users: string[]): Promise<void> => {
    for (const [i, user] of users.entries()) {
      const bytes = packed([signal({ user, outcome, at: now - 60_000 + i })], now);
      await store(redis.client, keys.partition(partitionOf(user, partitions)), bytes);
    }
    for (const fold of folds) await fold.run(5_000);
  };
  const put = async (customer: object): Promise<void> => {
    const statement = toStatement(customer, now);
    if (!statement.ok) throw new Error(statement.error.detail);
    await new DirectoryStore(redis.client, keys).append([statement.value]);
  };
  const newCount = (): ImpactCount =>
    new ImpactCount(
      { scope: {}, onset: now - 120_000, end: null },
      partitions,
      (p, slice) => reader.slice(p, slice),
      (p, subject, at) =>
        directory.people.epochAt(reader.identity(p, subject), reader.named(p, subject), at),
    );
  const tallied = (count: ImpactCount): Tally =>
    tally(
      count,
      {},
      {
        people: directory.people,
        identity: (p, subject) => reader.identity(p, subject),
        named: (p, subject) => reader.named(p, subject),
        slice: (p, slice) => reader.slice(p, slice),
        threshold: () => 1,
        now,
      },
    );
  const interactions = (): number =>
    [...reader.window.totals().values()].reduce((sum, { ok, failed }) => sum + ok + failed, 0);
  const users = (n: number, prefix = 'user'): string[] =>
    Array.from({ length: n }, (_, i) => `${prefix}-${i}`);

  it('reads each commit once', async () => {
    await tries('ok', ...users(10));
    await Promise.all([reader.refresh(), reader.refresh()]);
    await reader.refresh();
    expect(interactions()).toBe(10);
    await tries('failed', ...users(5));
    await reader.refresh();
    expect(interactions()).toBe(15);
    expect(reader.slices).toHaveLength(1);
  });

  it('counts for an incident that is opened later what it counted for one opened before', async () => {
    const early = newCount();
    const readEarly = reader.follower(early, () => false);
    await readEarly();
    await tries('failed', ...users(20));
    await reader.refresh();
    await tries('ok', ...users(5));
    await put({ id: 'miller', users: ['user-7', { id: 'user-8', aliases: ['user-9'] }] });
    await reader.refresh();
    const late = newCount();
    const readLate = reader.follower(late, () => false);
    await tries('failed', ...users(3), ...users(4, 'guest'));
    await reader.refresh();
    await readLate();
    expect(tallied(late)).toEqual(tallied(early));
    expect(tallied(late)).toMatchObject({
      users: { ever: 23 },
      customers: { ever: 1 },
      unidentified: 21,
    });
  });

  it('stops counting for who no longer asks', async () => {
    const count = newCount();
    await reader.follower(count, () => false)();
    reader.unfollow(count);
    await tries('failed', ...users(3));
    await reader.refresh();
    expect(tallied(count).users.ever).toBe(0);
  });

  it('stops catching up when it is told to', async () => {
    await tries('failed', ...users(8));
    await reader.refresh();
    const count = newCount();
    await reader.follower(count, () => true)();
    expect(tallied(count).users.ever).toBe(0);
  });

  it('notices that Redis has gone back, and reads all of it again', async () => {
    await tries('failed', ...users(12));
    await reader.refresh();
    const { epoch } = reader;
    for (let p = 0; p < partitions; p++) {
      const { state, index, impact, activity, events, failed } = keys.partition(p);
      const marks = failed(Math.floor(now / 86_400_000));
      for (const key of [state, index, impact, activity, events, marks])
        await redis.client.del(key);
    }
    await tries('failed', 'lea');
    await reader.refresh();
    expect(reader.epoch).toBeGreaterThan(epoch);
    expect(interactions()).toBe(13);
    const count = newCount();
    await reader.follower(count, () => false)();
    expect(tallied(count).users).toMatchObject({ ever: 13, of: 13 });
  });

  it('begins anew when the clock goes back, once, and not when it is put right', async () => {
    await tries('failed', ...users(6));
    await reader.refresh();
    const count = newCount();
    await reader.follower(count, () => false)();
    const { epoch } = reader;
    backMs = 30_000;
    await reader.refresh();
    expect([reader.epoch, interactions()]).toEqual([epoch, 6]);
    backMs = 86_400_000;
    await reader.refresh();
    await reader.refresh();
    expect(reader.epoch).toBe(epoch + 1);
    // nobody follows it into another time
    await tries('failed', ...users(3, 'guest'));
    await reader.refresh();
    expect(tallied(count).users.ever).toBe(6);
  });

  it('meets everyone again when the directory has gone back', async () => {
    await put({ id: 'miller', users: [{ id: 'user-1', aliases: ['user-2'] }] });
    await tries('failed', ...users(4));
    await reader.refresh();
    expect(directory.people.describe('miller')?.users).toHaveLength(1);
    await redis.client.del(keys.directory);
    await put({ id: 'smith', users: ['user-3'] });
    await reader.refresh();
    const count = newCount();
    await reader.follower(count, () => false)();
    expect(directory.people.describe('miller')).toBeUndefined();
    expect(tallied(count)).toMatchObject({
      users: { ever: 4 },
      customers: { ever: 1 },
      unidentified: 3,
    });
  });

  it('says from when on the logs are whole', async () => {
    await tries('failed', ...users(8));
    await reader.refresh();
    expect(await reader.follower(newCount(), () => false)()).toBe(0);
    await redis.client.hset(keys.partition(1).state, 'impactFrom', now - 5_000);
    expect(await reader.follower(newCount(), () => false)()).toBe(now - 5_000);
  });
});
