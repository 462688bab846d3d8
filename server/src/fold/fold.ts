import { outcomes, signalKinds, type RatingScale } from '@rollcall/shared';
import { hashOf } from '../packing/byte-table.js';
import { ByteWriter } from '../packing/bytes.js';
import { CommitCells } from '../series/commit-cells.js';
import type { AcceptedSignal } from '../signals/accepted-signal.js';
import type { BatchColumns } from '../signals/batch-columns.js';
import { PackedNames, packIndexEntry } from './index-entry.js';
import { outcomeCode, RowWriter, type OutcomeCode } from './rows.js';
import { maxSlices, type PartitionTables } from './tables.js';

/** What one commit writes, all of it or nothing. */
export interface Effects {
  folded: number;
  index: Buffer;
  impact: Buffer;
  activity: Buffer;
  /** Ratings, contacts, health and changes, as a JSON list; empty when there are none. */
  events: Buffer;
  /** What was counted by slice and minute, for the series. */
  cells: Buffer;
  /** Day whose bitmap `failedBits` belong to, and subjects to mark in it. */
  day: number;
  failedBits: number[];
  /** Signals that would exceed a limit, with the reason. */
  refused: { signal: AcceptedSignal; reason: string }[];
}

/** Day number of a wall time: whole days since the epoch. */
export const dayOf = (time: number): number => Math.floor(time / 86_400_000);

const interaction = signalKinds.indexOf('interaction');
const codes = outcomes.map((outcome) => outcomeCode[outcome]);
/** Of a slice that was not asked for yet. */
const unasked = -2;

/** Finds or makes the numbers of names that are spelled in batches, and remembers which are new. */
class Naming {
  readonly newSubjects = new PackedNames();
  readonly newSlices = new PackedNames();
  private readonly sliceNumbers: Int32Array;
  private readonly name = new ByteWriter(256);

  constructor(
    private readonly tables: PartitionTables,
    private readonly columns: BatchColumns,
  ) {
    this.sliceNumbers = new Int32Array(columns.slices).fill(unasked);
  }

  /** Spells a text behind what was spelled before, its length first, as the index holds it. */
  private spell(place: number): void {
    const { textBatch, textHead, textEnd, batches } = this.columns;
    this.name.copy(batches[textBatch[place]], textHead[place], textEnd[place]);
  }

  subject(user: number, customer: number): number {
    const { subjects } = this.tables;
    const { name } = this;
    name.length = 0;
    this.spell(user);
    this.spell(customer);
    const { buffer, length } = name;
    const known = subjects.size;
    const number = subjects.add(buffer, 0, length, hashOf(buffer, 0, length));
    if (number === known) this.newSubjects.add(buffer, 0, length);
    return number;
  }

  /** −1: there are too many already. */
  slice(place: number): number {
    const known = this.sliceNumbers[place];
    if (known !== unasked) return known;
    const { slices } = this.tables;
    const { name } = this;
    name.length = 0;
    for (let part = place * 3; part < place * 3 + 3; part++) {
      this.spell(this.columns.sliceParts[part]);
    }
    const { buffer, length } = name;
    const hash = hashOf(buffer, 0, length);
    let number = slices.find(buffer, 0, length, hash);
    if (number < 0 && slices.size < maxSlices) {
      number = slices.add(buffer, 0, length, hash);
      this.newSlices.add(buffer, 0, length);
    }
    this.sliceNumbers[place] = number;
    return number;
  }
}

/**
 * Folds signals into a partition's tables and says what to write for it.
 *
 * Facts only: nothing here knows a customer's type, an incident or the directory. The state depends
 * on the set of signals, not on their order or grouping: indices are names, and whoever reads the
 * rows takes counts, minima and maxima of event times.
 *
 * @param time when this runs, wall clock, epoch ms: only picks the day that marks are written under
 * @param some which of the signals; left out: all
 */
export const fold = (
  tables: PartitionTables,
  columns: BatchColumns,
  time: number,
  some?: readonly number[],
): Effects => {
  const before = tables.counts;
  const naming = new Naming(tables, columns);
  const impact = new RowWriter();
  const activity = new RowWriter();
  const events: unknown[] = [];
  const cells = new CommitCells();
  const refused: Effects['refused'] = [];
  const day = dayOf(time);
  const failedToday = tables.failedOn(day);
  const failedYesterday = tables.failedOn(day - 1);
  const failedBits: number[] = [];

  /**
   * Failures, and the oks of who failed, are kept for weeks; all else for a day. The oks of no one
   * judge no one.
   */
  const record = (i: number, subject: number, slice: number, outcome: OutcomeCode): void => {
    const named = !columns.isEmpty(columns.user[i]);
    if (outcome === outcomeCode.failed && named && !failedToday.has(subject)) {
      failedToday.add(subject);
      failedBits.push(subject);
    }
    const judges =
      outcome === outcomeCode.failed ||
      (outcome === outcomeCode.ok && (failedToday.has(subject) || failedYesterday.has(subject)));
    (judges ? impact : activity).add(subject, slice, columns.at[i], outcome);
  };

  const spellSlice = (slice: number, into: ByteWriter): void => {
    const { slices } = tables;
    into.copy(slices.buffer, slices.startOf(slice), slices.endOf(slice));
  };

  const count = some?.length ?? columns.length;
  for (let n = 0; n < count; n++) {
    const i = some ? some[n] : n;
    if (columns.kind[i] !== interaction) {
      if (!columns.isEmpty(columns.user[i]) && !columns.isSynthetic(i)) {
        naming.subject(columns.user[i], columns.customer[i]);
      }
      const event = eventOf(columns.signal(i));
      events.push(event);
      if (!columns.isSynthetic(i)) countEvent(cells, event);
      continue;
    }
    if (columns.isSynthetic(i)) continue;
    const slice = naming.slice(columns.slice[i]);
    if (slice < 0) {
      refused.push({
        signal: columns.signal(i),
        reason: `more than ${maxSlices} combinations of service, region, channel`,
      });
      continue;
    }
    const subject = naming.subject(columns.user[i], columns.customer[i]);
    const outcome = codes[columns.outcome[i]];
    record(i, subject, slice, outcome);
    cells.interaction(slice, spellSlice, columns.at[i], outcome, columns.latencyMs[i]);
  }

  const commit = tables.commit + 1;
  return {
    folded: count - refused.length,
    index: packIndexEntry(
      commit,
      before.subjects,
      naming.newSubjects,
      before.slices,
      naming.newSlices,
    ),
    impact: impact.pack(commit),
    activity: activity.pack(commit),
    events: events.length === 0 ? Buffer.alloc(0) : Buffer.from(JSON.stringify({ commit, events })),
    cells: cells.pack(),
    day,
    failedBits,
    refused,
  };
};

/** Ratings and contacts are counted by slice and minute as well; health and changes are not. */
const countEvent = (cells: CommitCells, event: Event): void => {
  if (event.kind === 'rating') cells.rating(event, event.at, event.scale!, event.score!);
  else if (event.kind === 'contact') cells.contact(event, event.at, event.sentiment);
};

type Event = Omit<AcceptedSignal, 'outcome' | 'latencyMs' | 'details'> & {
  scale?: RatingScale;
  score?: number;
  sentiment?: number;
};

/** What is not an interaction is kept as it was said. */
const eventOf = ({
  details,
  latencyMs: _none,
  outcome: _fixed,
  ...rest
}: AcceptedSignal): Event => ({
  ...rest,
  ...(details ? (JSON.parse(details) as object) : {}),
});
