import type { AcceptedSignal } from '../signals/accepted-signal.js';
import type { SliceName } from '../slices/slice.js';
import { addLatency, bucketOf, cellReachMs, packCell } from './cell.js';
import { packIndexEntry, type Subject } from './index-entry.js';
import { outcomeCode, RowWriter } from './rows.js';
import { maxSlices, type PartitionTables } from './tables.js';

/** A signal with the time its batch was received, the workspace's clock, epoch ms. */
export interface Received {
  receivedAt: number;
  signal: AcceptedSignal;
}

/** What one commit writes, all of it or nothing. */
export interface Effects {
  folded: number;
  index: Buffer;
  impact: Buffer;
  activity: Buffer;
  /** Ratings, contacts, health and changes, as a JSON list; empty when there are none. */
  events: Buffer;
  /** Day whose bitmap `failedBits` belong to, and subjects to mark in it. */
  day: number;
  failedBits: number[];
  /** Changed counters by interval: slice → packed cell. */
  cells: Map<number, Map<number, Buffer>>;
  /** Signals that would exceed a limit, with the reason. */
  refused: { signal: AcceptedSignal; reason: string }[];
}

/** Day number of a wall time: whole days since the epoch. */
export const dayOf = (time: number): number => Math.floor(time / 86_400_000);

/**
 * Folds signals into a partition's tables and says what to write for it.
 *
 * Facts only: nothing here knows a customer's type, an incident or the directory. The state depends
 * on the set of signals, not on their order or grouping: indices are names, counters are sums, and
 * whoever reads the rows takes counts, minima and maxima of event times.
 *
 * @param time when this runs, wall clock, epoch ms: only picks the day that marks are written under
 */
export const fold = (tables: PartitionTables, received: Received[], time: number): Effects => {
  const before = tables.counts;
  const newSubjects: Subject[] = [];
  const newSlices: SliceName[] = [];
  const impact = new RowWriter();
  const activity = new RowWriter();
  const events: unknown[] = [];
  const touched = new Map<number, Set<number>>();
  const refused: Effects['refused'] = [];
  const day = dayOf(time);
  const failedToday = tables.failedOn(day);
  const failedYesterday = tables.failedOn(day - 1);
  const failedBits: number[] = [];

  const subjectIndex = (subject: Subject): number => {
    const known = tables.subjectOf(subject);
    if (known >= 0) return known;
    newSubjects.push(subject);
    return tables.addSubject(subject);
  };
  const sliceIndex = (slice: SliceName): number => {
    const known = tables.sliceOf(slice);
    if (known >= 0 || tables.counts.slices >= maxSlices) return known;
    newSlices.push(slice);
    return tables.addSlice(slice);
  };
  /**
   * Failures, and the oks of who failed, are kept for weeks; all else for a day. The oks of no one
   * judge no one.
   */
  const record = (subject: number, slice: number, signal: AcceptedSignal): void => {
    const outcome = outcomeCode[signal.outcome];
    if (outcome === outcomeCode.failed && signal.user !== '' && !failedToday.has(subject)) {
      failedToday.add(subject);
      failedBits.push(subject);
    }
    const judges =
      outcome === outcomeCode.failed ||
      (outcome === outcomeCode.ok && (failedToday.has(subject) || failedYesterday.has(subject)));
    (judges ? impact : activity).add(subject, slice, signal.at, outcome);
  };

  for (const { receivedAt, signal } of received) {
    if (signal.kind !== 'interaction') {
      if (signal.user && !signal.synthetic) {
        subjectIndex({ identity: signal.user, customer: signal.customer });
      }
      events.push(eventOf(signal));
      continue;
    }
    const { service, region, channel } = signal;
    const slice = sliceIndex({ service, region, channel });
    if (slice < 0) {
      refused.push({
        signal,
        reason: `more than ${maxSlices} combinations of service, region, channel`,
      });
      continue;
    }
    if (signal.at >= receivedAt - cellReachMs) {
      count(tables, touched, slice, signal);
    }
    if (!signal.synthetic) {
      record(subjectIndex({ identity: signal.user, customer: signal.customer }), slice, signal);
    }
  }

  const commit = tables.commit + 1;
  return {
    folded: received.length - refused.length,
    index: packIndexEntry({
      commit,
      firstSubject: before.subjects,
      subjects: newSubjects,
      firstSlice: before.slices,
      slices: newSlices,
    }),
    impact: impact.pack(commit),
    activity: activity.pack(commit),
    events: events.length === 0 ? Buffer.alloc(0) : Buffer.from(JSON.stringify({ commit, events })),
    day,
    failedBits,
    cells: packTouched(tables, touched),
    refused,
  };
};

/** What is not an interaction is kept as it was said. */
const eventOf = ({
  details,
  latencyMs: _none,
  outcome: _fixed,
  ...rest
}: AcceptedSignal): object => ({
  ...rest,
  ...(details ? (JSON.parse(details) as object) : {}),
});

const count = (
  tables: PartitionTables,
  touched: Map<number, Set<number>>,
  slice: number,
  signal: AcceptedSignal,
): void => {
  const bucket = bucketOf(signal.at);
  const cell = tables.cell(bucket, slice);
  if (signal.synthetic) cell.synthetic++;
  else {
    cell[signal.outcome]++;
    if (signal.latencyMs >= 0) addLatency(cell, signal.latencyMs);
  }
  const slices = touched.get(bucket);
  if (slices) slices.add(slice);
  else touched.set(bucket, new Set([slice]));
};

const packTouched = (
  tables: PartitionTables,
  touched: Map<number, Set<number>>,
): Effects['cells'] => {
  const packed: Effects['cells'] = new Map();
  for (const [bucket, slices] of touched) {
    const cells = new Map<number, Buffer>();
    for (const slice of slices) cells.set(slice, packCell(tables.cell(bucket, slice)));
    packed.set(bucket, cells);
  }
  return packed;
};
