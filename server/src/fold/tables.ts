import { Bits } from '../packing/bits.js';
import { ByteTable, hashOf } from '../packing/byte-table.js';
import { ByteWriter } from '../packing/bytes.js';
import type { SliceName } from '../slices/slice.js';
import type { IndexEntry, Subject } from './index-entry.js';

/** Slices one partition tells apart; signals of further ones are parked. */
export const maxSlices = 4_096;

/**
 * What a worker keeps in memory of one partition: dense indices, and whose failures lie in the
 * impact log. All of it is worth as much as the cursor it belongs to: when the cursor has moved, it
 * is thrown away and read again.
 */
export class PartitionTables {
  /** Subjects and slices by their packed names, as an index entry holds them. */
  readonly subjects = new ByteTable(1_024);
  readonly slices = new ByteTable();
  /** Day → subjects whose failure of that day lies in the impact log. */
  readonly failed = new Map<number, Bits>();
  private readonly name = new ByteWriter(256);

  constructor(
    /** Stream id of the last folded entry; '' before the first. */
    public cursor: string,
    /** Number of commits so far. */
    public commit: number,
  ) {}

  get counts(): { subjects: number; slices: number } {
    return { subjects: this.subjects.size, slices: this.slices.size };
  }

  /** Takes over what an earlier commit wrote to the index. */
  adopt(entry: IndexEntry): void {
    for (const subject of entry.subjects) {
      const name = this.packed(subject.identity, subject.customer);
      this.subjects.add(name, 0, name.length, hashOf(name, 0, name.length));
    }
    for (const { service, region, channel } of entry.slices) {
      const name = this.packed(service, region, channel);
      this.slices.add(name, 0, name.length, hashOf(name, 0, name.length));
    }
  }

  /** Index of the subject; −1 when it is new. */
  subjectOf({ identity, customer }: Subject): number {
    const name = this.packed(identity, customer);
    return this.subjects.find(name, 0, name.length, hashOf(name, 0, name.length));
  }

  /** Index of the slice; −1 when it is new. */
  sliceOf({ service, region, channel }: SliceName): number {
    const name = this.packed(service, region, channel);
    return this.slices.find(name, 0, name.length, hashOf(name, 0, name.length));
  }

  private packed(...texts: string[]): Buffer {
    this.name.length = 0;
    for (const text of texts) this.name.string(text);
    return this.name.view();
  }

  failedOn(day: number): Bits {
    const known = this.failed.get(day);
    if (known) return known;
    const made = new Bits();
    this.failed.set(day, made);
    return made;
  }

  /** Forgets all days but the last ones; they are read again when needed. */
  trim(keepDays: number): void {
    const oldest = [...this.failed.keys()].sort((a, b) => a - b).slice(0, -keepDays);
    for (const day of oldest) this.failed.delete(day);
  }
}
