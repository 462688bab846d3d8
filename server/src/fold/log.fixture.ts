import type { RedisClient } from '../redis/connection.redis.js';
import type { PartitionKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import type { AcceptedSignal } from '../signals/accepted-signal.js';
import { BatchWriter } from '../signals/batch.js';
import type { SliceName } from '../slices/slice.js';
import { readIndexEntry, type Subject } from './index-entry.js';
import { readRows } from './rows.js';

export const packed = (signals: AcceptedSignal[], receivedAt = signals[0].at): Buffer => {
  const writer = new BatchWriter(receivedAt);
  for (const each of signals) writer.add(each);
  return writer.pack();
};

/** Stores a batch in a partition's log, as ingest does. */
export const store = async (
  redis: RedisClient,
  keys: PartitionKeys,
  bytes: Buffer,
  signals = 1,
): Promise<void> => {
  await scripts.append.run(redis, [keys.signals, keys.log], [1, 3_600, 0, signals, bytes]);
};

/** What a partition's commits have written, read by names. */
export interface Committed {
  folded: number;
  parked: number;
  commits: number;
  /** `identity outcome@at` of every row, sorted. */
  rows: string[];
  subjects: Subject[];
  dead: { reason: string; bytes: Buffer }[];
}

const batchesOf = async (redis: RedisClient, key: string): Promise<Buffer[]> =>
  (await redis.xrangeBuffer(key, '-', '+')).map(([, fields]) => fields[1]);

export const readCommitted = async (
  redis: RedisClient,
  keys: PartitionKeys,
): Promise<Committed> => {
  const state = await redis.hgetall(keys.state);
  const subjects: Subject[] = [];
  const slices: SliceName[] = [];
  for (const bytes of await batchesOf(redis, keys.index)) {
    const entry = readIndexEntry(bytes);
    subjects.push(...entry.subjects);
    slices.push(...entry.slices);
  }
  const rows: string[] = [];
  const logs = await Promise.all([batchesOf(redis, keys.impact), batchesOf(redis, keys.activity)]);
  for (const bytes of logs.flat()) {
    readRows(bytes).forEach((subject, slice, at, outcome) => {
      if (!slices[slice]) throw new Error(`a row in slice ${slice}, which has no name`);
      rows.push(`${subjects[subject].identity} ${['ok', 'slow', 'failed'][outcome]}@${at}`);
    });
  }
  const dead = await redis.xrangeBuffer(keys.dead, '-', '+');
  return {
    folded: Number(state['folded'] ?? 0),
    parked: Number(state['parked'] ?? 0),
    commits: Number(state['commit'] ?? 0),
    rows: rows.sort(),
    subjects,
    dead: dead.map(([, fields]) => ({ reason: fields[1].toString(), bytes: fields[5] })),
  };
};
