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

export const packIndexEntry = (entry: IndexEntry): Buffer => {
  if (entry.subjects.length === 0 && entry.slices.length === 0) return Buffer.alloc(0);
  const writer = new ByteWriter(64 + entry.subjects.length * 24);
  writer.byte(version);
  writer.varint(entry.commit);
  writer.varint(entry.firstSubject);
  writer.varint(entry.subjects.length);
  for (const { identity, customer } of entry.subjects) {
    writer.string(identity);
    writer.string(customer);
  }
  writer.varint(entry.firstSlice);
  writer.varint(entry.slices.length);
  for (const { service, region, channel } of entry.slices) {
    writer.string(service);
    writer.string(region);
    writer.string(channel);
  }
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
