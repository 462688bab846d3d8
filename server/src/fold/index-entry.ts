import { ByteReader, ByteWriter } from '../packing/bytes.js';
import type { SliceName } from '../slices/slice.js';

/** An identity as signals carry it, together with the customer they named ('' for none). */
export interface Subject {
  identity: string;
  customer: string;
}

/** What one commit added to its partition's dense indices: the next subjects and slices, in order. */
export interface IndexEntry {
  commit: number;
  firstSubject: number;
  subjects: Subject[];
  firstSlice: number;
  slices: SliceName[];
}

const version = 1;

/** Names as an index entry holds them: packed one behind the other. */
export class PackedNames {
  count = 0;
  readonly bytes = new ByteWriter(256);

  /** Adds one name: its packed texts, from `start` to `end`. */
  add(source: Uint8Array, start: number, end: number): void {
    this.count++;
    this.bytes.copy(source, start, end);
  }
}

/** Packs the next subjects (identity, customer) and slices (service, region, channel) of a partition. */
export const packIndexEntry = (
  commit: number,
  firstSubject: number,
  subjects: PackedNames,
  firstSlice: number,
  slices: PackedNames,
): Buffer => {
  if (subjects.count === 0 && slices.count === 0) return Buffer.alloc(0);
  const writer = new ByteWriter(64 + subjects.bytes.length + slices.bytes.length);
  writer.byte(version);
  writer.varint(commit);
  writer.varint(firstSubject);
  writer.varint(subjects.count);
  writer.bytes(subjects.bytes.view());
  writer.varint(firstSlice);
  writer.varint(slices.count);
  writer.bytes(slices.bytes.view());
  return Buffer.from(writer.view());
};

export const readIndexEntry = (bytes: Buffer): IndexEntry => {
  const reader = new ByteReader(bytes);
  const found = reader.byte();
  if (found !== version) throw new RangeError(`the index has version ${found}, not ${version}`);
  const commit = reader.varint();
  const firstSubject = reader.varint();
  const subjects = Array.from({ length: reader.count() }, () => ({
    identity: reader.string(),
    customer: reader.string(),
  }));
  const firstSlice = reader.varint();
  const slices = Array.from({ length: reader.count() }, () => ({
    service: reader.string(),
    region: reader.string(),
    channel: reader.string(),
  }));
  return { commit, firstSubject, subjects, firstSlice, slices };
};
