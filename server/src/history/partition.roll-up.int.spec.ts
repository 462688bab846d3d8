import { SpecRedis } from '../redis/redis.fixture.js';
import type { PartitionKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { FoldedTown } from './history.fixture.js';
import { HistoryStore } from './history.store.js';
import { hourMs, readHour } from './hour-visits.js';
import { inPanel } from './panel.js';
import { PartitionRollUp } from './partition.roll-up.js';

const now = Date.now();
const thisHour = Math.floor(now / hourMs);
const week = 168;
const never = () => false;
const hashOf = (subject: number): number => Math.imul(subject + 1, 0x9e3779b1) >>> 0;

describe('the roll-up of a partition, on a real Redis', () => {
  const redis = new SpecRedis();
  let keys: PartitionKeys;
  let town: FoldedTown;
  let store: HistoryStore;
  const rollUp = (): PartitionRollUp => new PartitionRollUp(store, hashOf);
  const begin = (): void => {
    const workspace = redis.workspace();
    keys = workspace.partition(0);
    town = new FoldedTown(redis.client, workspace, 1);
    store = new HistoryStore(redis.client, keys);
  };
  beforeEach(begin);
  /** All keys that fold and roll-up write. */
  const written = async (): Promise<string[]> => {
    const { signals, log, state, index, impact, activity, history } = keys;
    const days = [...(await store.state()).days.keys()].map(keys.visits);
    const failed = keys.failed(Math.floor(Date.now() / 86_400_000));
    return [signals, log, state, index, impact, activity, history, failed, ...days];
  };

  /** Everything that is kept: `hour subject slice ok slow failed`. */
  const kept = async (): Promise<string[]> => {
    const { days } = await store.state();
    const found: string[] = [];
    for (const day of days.keys()) {
      for (const [hour, { bytes }] of await store.hours(await store.hoursOfDay(day)))
        readHour(bytes, (...visit) => found.push([hour, ...visit].join(' ')));
    }
    return found.sort();
  };
  const at = (hour: number, minute = 0): number => hour * hourMs + minute * 60_000;
  /** Five weeks of people, one every other hour, some of whom fail. */
  const weeks = Array.from({ length: 420 }, (_, i) => ({
    user: `u-${i % 50}`,
    at: at(thisHour - 5 * week + 2 * i, (i * 7) % 60),
    outcome: i % 9 === 0 ? ('failed' as const) : ('ok' as const),
  }));

  it('keeps who was there when, and reads each row once', async () => {
    await town.live([
      { user: 'anna', at: at(thisHour, 4), outcome: 'failed' },
      { user: 'anna', at: at(thisHour, 4), outcome: 'ok' },
      { user: 'anna', at: at(thisHour, 59), outcome: 'slow' },
      { user: 'ben', at: at(thisHour - 1, 30), outcome: 'ok' },
    ]);
    expect(await rollUp().run(never)).toBe(1);
    expect(await rollUp().run(never)).toBe(0);
    expect(await kept()).toEqual([
      `${thisHour - 1} 1 0 ${1 << 6} 0 0`,
      `${thisHour} 0 0 ${1 << 0} ${1 << 11} 1`,
    ]);
  });

  it('of weeks that are told backwards, in pieces and twice is that of weeks told at once', async () => {
    await town.live(weeks);
    await rollUp().run(never);
    const atOnce = await kept();
    expect(atOnce).toHaveLength(420);
    begin();
    // the numbers of subjects and slices go by the order of folding: that one is kept
    await town.live(weeks.slice(0, 50));
    const rest = [...weeks.slice(50), ...weeks].reverse();
    for (let i = 0; i < rest.length; i += 97) {
      await town.live(rest.slice(i, i + 97));
      await rollUp().run(never);
    }
    expect(await kept()).toEqual(atOnce);
  });

  it('by two at a time, and begun again anywhere, counts nothing twice and leaves out nothing', async () => {
    for (let i = 0; i < weeks.length; i += 60) {
      await town.live(weeks.slice(i, i + 60));
      await Promise.all([rollUp().run(never), rollUp().run(never)]);
    }
    await rollUp().run(never);
    const raced = await kept();
    const days = [...(await store.state()).days.keys()].map(keys.visits);
    await redis.client.del(keys.history, ...days);
    await rollUp().run(never);
    expect(await kept()).toEqual(raced);
  });

  it('that was overtaken writes nothing', async () => {
    await town.live(weeks.slice(0, 10));
    const before = await store.state();
    await rollUp().run(never);
    const done = await kept();
    const after = { impact: '1-1', activity: '1-1', level: 0 };
    expect(await store.commit(before, after, new Map([[thisHour, Buffer.from('x')]]))).toBe(false);
    expect(await kept()).toEqual(done);
  });

  it('goes back with a Redis that has gone back, and on from there', async () => {
    await town.live(weeks.slice(0, 200));
    await rollUp().run(never);
    const saved = await Promise.all(
      (await written()).map(async (key) => [key, await redis.client.dumpBuffer(key)] as const),
    );
    await town.live(weeks.slice(200, 300));
    await rollUp().run(never);
    const all = await kept();
    await redis.client.del(...(await written()));
    for (const [key, dump] of saved) if (dump) await redis.client.restore(key, 0, dump);
    expect(await kept()).toHaveLength(200);
    await town.live(weeks.slice(200, 300));
    await rollUp().run(never);
    expect(await kept()).toEqual(all);
  });

  it('is never outrun by trimming', async () => {
    await town.live(weeks);
    const trim = (log: 'impact' | 'activity'): Promise<unknown> =>
      scripts.trim.run(
        redis.client,
        [keys.state, keys[log], keys.history],
        [log, Date.now() + hourMs],
      );
    const length = await redis.client.xlen(keys.activity);
    expect(length).toBeGreaterThan(0);
    expect([await trim('impact'), await trim('activity')]).toEqual([0, 0]);
    await rollUp().run(never);
    await trim('activity');
    expect(await rollUp().run(never)).toBe(0);
    expect(await kept()).toHaveLength(420);
  });

  it('forgets days that nobody can ask for', async () => {
    await town.live(weeks);
    await rollUp().run(never);
    const oldest = Math.floor((thisHour - 2 * week) / 24);
    await rollUp().trim((day) => day >= oldest);
    const { days } = await store.state();
    expect(Math.min(...days.keys())).toBe(oldest);
    expect(await redis.client.exists(keys.visits(oldest - 1))).toBe(0);
  });

  it('halves its panel when it outgrows its size, and says so', async () => {
    await town.live(
      Array.from({ length: 4_000 }, (_, i) => ({ user: `u-${i}`, at: at(thisHour - (i % 40)) })),
    );
    await rollUp().run(never);
    const all = await kept();
    const size = async (): Promise<number> =>
      [...(await store.state()).days.values()].reduce((sum, bytes) => sum + bytes, 0);
    const full = await size();
    await rollUp().fit(full * 0.4);
    expect(await size()).toBeLessThan(full * 0.4);
    const { level } = await store.state();
    expect(level).toBe(2);
    const panel = (visits: string[]): string[] =>
      visits.filter((visit) => inPanel(hashOf(Number(visit.split(' ')[1])), level));
    expect(await kept()).toEqual(panel(all));
    // who comes now is of the same panel
    await town.live([...Array(400).keys()].map((i) => ({ user: `u-${i}`, at: at(thisHour, 59) })));
    await rollUp().run(never);
    const later = await kept();
    expect(later).toEqual(panel(later));
    expect(later.length).toBeGreaterThan(panel(all).length);
  });
});
