import type { Scope } from '@rollcall/shared';
import type { OutcomeCode } from '../fold/rows.js';
import { scopeHas } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import { RecordTable } from './record-table.js';

/** What an incident counts: interactions of its scope from onset to end, both included, epoch ms. */
export interface CountWindow {
  scope: Scope;
  onset: number;
  /** null: not over yet. */
  end: number | null;
}

/** What tells a subject's customers apart over time; 0 for all who never changed. */
export type EpochOf = (partition: number, subject: number, at: number) => number;

/**
 * The records of one incident, partition by partition. A subject whose customer changed within the
 * window has one row of records for each of its epochs, so that each record belongs to one customer.
 */
export class ImpactCount {
  readonly tables: RecordTable[];
  /** Rows of the tables beyond the partition's own subjects: those of later epochs. */
  private readonly extra: Map<string, number>[];
  private readonly extraSubjects: number[][];
  private readonly split: Set<number>[];
  private readonly inScope: (boolean | undefined)[][];
  /** The newest event time counted, epoch ms. */
  newest = -Infinity;
  /** Rises with every row counted. */
  revision = 0;

  constructor(
    readonly window: CountWindow,
    partitions: number,
    private readonly slices: (partition: number, slice: number) => SliceName,
    private readonly epochOf: EpochOf,
  ) {
    this.tables = Array.from({ length: partitions }, () => new RecordTable());
    this.extra = this.tables.map(() => new Map<string, number>());
    this.extraSubjects = this.tables.map(() => []);
    this.split = this.tables.map(() => new Set<number>());
    this.inScope = this.tables.map(() => []);
  }

  /** Counts one row of the log, if it lies in the window. */
  add(partition: number, subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    const { onset, end } = this.window;
    if (at < onset || (end !== null && at > end)) return;
    const scoped = this.inScope[partition];
    let inside = scoped[slice];
    if (inside === undefined) {
      inside = scopeHas(this.window.scope, this.slices(partition, slice));
      scoped[slice] = inside;
    }
    if (!inside) return;
    this.revision++;
    if (at > this.newest) this.newest = at;
    const epoch = this.epochOf(partition, subject, at);
    const row = epoch === 0 ? subject : this.extraRow(partition, subject, epoch);
    this.tables[partition].add(row, slice, at, outcome);
  }

  private extraRow(partition: number, subject: number, epoch: number): number {
    const key = `${subject}:${epoch}`;
    const known = this.extra[partition].get(key);
    if (known !== undefined) return known;
    const subjects = this.extraSubjects[partition];
    subjects.push(subject);
    this.split[partition].add(subject);
    // counted down from the top, out of the way of the partition's own subjects
    const row = 0xffffffff - (subjects.length - 1);
    this.extra[partition].set(key, row);
    return row;
  }

  /** True when the subject's records lie in several rows. */
  isSplit(partition: number, row: number): boolean {
    const split = this.split[partition];
    return split.size > 0 && split.has(this.subjectOf(partition, row));
  }

  /** The subject that a table's row belongs to. */
  subjectOf(partition: number, row: number): number {
    const subjects = this.extraSubjects[partition];
    const place = 0xffffffff - row;
    return place < subjects.length ? subjects[place] : row;
  }
}
