import type { SliceName } from '../slices/slice.js';
import type { Cell } from './cell.js';
import { emptyCell } from './cell.js';
import type { IndexEntry, Subject } from './index-entry.js';

/** Slices one partition tells apart; signals of further ones are parked. */
export const maxSlices = 4_096;

const sliceKey = ({ service, region, channel }: SliceName): string =>
  `${service.length}:${region.length}:${service}${region}${channel}`;

/**
 * What a worker keeps in memory of one partition: dense indices, whose failures lie in the impact
 * log, and the counters of the last intervals. All of it is worth as much as the cursor it belongs
 * to: when the cursor has moved, it is thrown away and read again.
 */
export class PartitionTables {
  private readonly alone = new Map<string, number>();
  private readonly named = new Map<string, number>();
  private readonly slices = new Map<string, number>();
  private subjectCount = 0;
  /** Day → subjects whose failure of that day lies in the impact log. */
  readonly failed = new Map<number, Set<number>>();
  /** Interval → slice → its counters, as far as they were needed. */
  readonly cells = new Map<number, Map<number, Cell>>();

  constructor(
    /** Stream id of the last folded entry; '' before the first. */
    public cursor: string,
    /** Number of commits so far. */
    public commit: number,
  ) {}

  get counts(): { subjects: number; slices: number } {
    return { subjects: this.subjectCount, slices: this.slices.size };
  }

  /** Index of the subject; −1 when it is new. */
  subjectOf({ identity, customer }: Subject): number {
    const found = customer
      ? this.named.get(`${identity.length}:${identity}${customer}`)
      : this.alone.get(identity);
    return found ?? -1;
  }

  addSubject({ identity, customer }: Subject): number {
    const index = this.subjectCount++;
    if (customer) this.named.set(`${identity.length}:${identity}${customer}`, index);
    else this.alone.set(identity, index);
    return index;
  }

  /** Index of the slice; −1 when it is new. */
  sliceOf(slice: SliceName): number {
    return this.slices.get(sliceKey(slice)) ?? -1;
  }

  addSlice(slice: SliceName): number {
    const index = this.slices.size;
    this.slices.set(sliceKey(slice), index);
    return index;
  }

  /** Takes over what an earlier commit wrote to the index. */
  adopt(entry: IndexEntry): void {
    for (const subject of entry.subjects) this.addSubject(subject);
    for (const slice of entry.slices) this.addSlice(slice);
  }

  failedOn(day: number): Set<number> {
    const known = this.failed.get(day);
    if (known) return known;
    const made = new Set<number>();
    this.failed.set(day, made);
    return made;
  }

  cell(bucket: number, slice: number): Cell {
    let cells = this.cells.get(bucket);
    if (!cells) this.cells.set(bucket, (cells = new Map<number, Cell>()));
    let cell = cells.get(slice);
    if (!cell) cells.set(slice, (cell = emptyCell()));
    return cell;
  }

  /** Forgets intervals and days that are no longer written often; they are read again when needed. */
  trim(keepBuckets: number, keepDays: number): void {
    const drop = (map: Map<number, unknown>, keep: number): void => {
      if (map.size <= keep) return;
      const oldest = [...map.keys()].sort((a, b) => a - b).slice(0, map.size - keep);
      for (const key of oldest) map.delete(key);
    };
    drop(this.cells, keepBuckets);
    drop(this.failed, keepDays);
  }
}
