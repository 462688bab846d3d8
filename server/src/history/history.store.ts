import type { RedisClient } from '../redis/connection.redis.js';
import type { PartitionKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { readRows, type RowEntry } from '../fold/rows.js';

/** How far a partition's logs have been rolled up. */
export interface HistoryState {
  /** Stream ids of the last entries read; '' before the first. */
  impact: string;
  activity: string;
  commit: number;
  level: number;
  /** Day since the epoch → bytes of its packed visits. */
  days: ReadonlyMap<number, number>;
}

/** An hour as it is stored. */
export interface StoredHour {
  bytes: Buffer | null;
  /** Another one with every change; '' while there is nothing. */
  revision: string;
}

/** Stream ids of impact and activity log; '' for none. */
export interface Progress {
  rolled: [string, string];
  last: [string, string];
}

const partsOf = (id: string): number[] => (id === '' ? [-1, -1] : id.split('-').map(Number));

/** True when all that was there `before` has been rolled up. */
export const hasRolledUp = (before: Progress, now: Progress): boolean =>
  before.last.every((target, log) => {
    const [ms, seq] = partsOf(target);
    const [rolledMs, rolledSeq] = partsOf(now.rolled[log]);
    return rolledMs > ms || (rolledMs === ms && rolledSeq >= seq);
  });

const hoursADay = 24;
export const dayOfHour = (hour: number): number => Math.floor(hour / hoursADay);
const ofDay = (hour: number): number => hour - dayOfHour(hour) * hoursADay;

const byDay = (hours: Iterable<number>): Map<number, number[]> => {
  const days = new Map<number, number[]>();
  for (const hour of hours) {
    const day = dayOfHour(hour);
    const list = days.get(day);
    if (list) list.push(hour);
    else days.set(day, [hour]);
  }
  return days;
};

/** One partition's visits of the past in Redis. Hours are whole hours since the epoch. */
export class HistoryStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: PartitionKeys,
  ) {}

  async state(): Promise<HistoryState> {
    const found = await this.redis.hgetall(this.keys.history);
    const days = Object.entries(found).filter(([field]) => /^d-?\d+$/.test(field));
    return {
      impact: found['impact'] ?? '',
      activity: found['activity'] ?? '',
      commit: Number(found['commit'] ?? 0),
      level: Number(found['level'] ?? 0),
      days: new Map(days.map(([field, bytes]) => [Number(field.slice(1)), Number(bytes)])),
    };
  }

  /** The next entries of a log after an id, at most `count`. */
  async entries(
    log: 'impact' | 'activity',
    after: string,
    count: number,
  ): Promise<{ rows: RowEntry[]; last: string }> {
    const start = after === '' ? '-' : `(${after}`;
    const reply = await this.redis.xrangeBuffer(this.keys[log], start, '+', 'COUNT', count);
    return {
      rows: reply.map(([, fields]) => readRows(fields[1])),
      last: reply.at(-1)?.[0].toString() ?? after,
    };
  }

  /** Last entries of both logs: rolled up, and there. */
  async progress(): Promise<Progress> {
    const { history, impact, activity } = this.keys;
    const reply = await scripts.visitsStatus.run(this.redis, [history, impact, activity], []);
    const [rolledImpact, rolledActivity, lastImpact, lastActivity] = reply as string[];
    return { rolled: [rolledImpact, rolledActivity], last: [lastImpact, lastActivity] };
  }

  /** Hours with their visits. */
  async hours(hours: Iterable<number>): Promise<Map<number, StoredHour>> {
    const found = new Map<number, StoredHour>();
    const reads = [...byDay(hours)].map(async ([day, list]) => {
      const fields = list.flatMap((hour) => [`${ofDay(hour)}`, `${ofDay(hour)}r`]);
      const values = await this.redis.hmgetBuffer(this.keys.visits(day), ...fields);
      list.forEach((hour, i) => {
        const revision = values[2 * i + 1]?.toString() ?? '';
        found.set(hour, { bytes: values[2 * i] ?? null, revision });
      });
    });
    await Promise.all(reads);
    return found;
  }

  /** The revisions of hours, to tell which have changed. */
  async revisions(hours: Iterable<number>): Promise<Map<number, string>> {
    const found = new Map<number, string>();
    const reads = [...byDay(hours)].map(async ([day, list]) => {
      const fields = list.map((hour) => `${ofDay(hour)}r`);
      const values = await this.redis.hmget(this.keys.visits(day), ...fields);
      list.forEach((hour, i) => found.set(hour, values[i] ?? ''));
    });
    await Promise.all(reads);
    return found;
  }

  /** The hours of a day that hold anything. */
  async hoursOfDay(day: number): Promise<number[]> {
    const fields = await this.redis.hkeys(this.keys.visits(day));
    return fields
      .filter((field) => /^\d+$/.test(field))
      .map((field) => day * hoursADay + Number(field));
  }

  /**
   * Commits hours and positions together. False: the partition is not where `before` says, so
   * nothing was written; read again.
   */
  async commit(
    before: HistoryState,
    after: Pick<HistoryState, 'impact' | 'activity' | 'level'>,
    hours: ReadonlyMap<number, Buffer>,
  ): Promise<boolean> {
    const days = [...byDay(hours.keys())];
    const done = await scripts.visitsCommit.run(
      this.redis,
      [this.keys.history, ...days.map(([day]) => this.keys.visits(day))],
      [
        before.impact,
        before.activity,
        before.commit,
        after.impact,
        after.activity,
        after.level,
        ...days.flatMap(([day, list]) => [
          day,
          list.length,
          ...list.flatMap((hour) => [ofDay(hour), hours.get(hour) ?? '']),
        ]),
      ],
    );
    return done === 1;
  }

  /** Forgets days. */
  async drop(days: readonly number[]): Promise<void> {
    if (days.length === 0) return;
    const keys = days.map((day) => this.keys.visits(day));
    await scripts.visitsDrop.run(this.redis, [this.keys.history, ...keys], [...days]);
  }
}
