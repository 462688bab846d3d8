import { ByteReader, ByteWriter } from '../packing/bytes.js';
import { maxSlices } from '../fold/tables.js';
import { visitStepMs } from '../silent/visits.js';

/**
 * The visits of one hour in one partition, packed: for each (subject, slice) a mask of the steps in
 * which something got through, and one of those in which something failed. About 4 bytes each.
 *
 * A set, so it is the same in whatever order, split or repetition its rows came.
 */
export const hourMs = 3_600_000;
export const stepsAnHour = hourMs / visitStepMs;

const version = 1;

/**
 * One visit as a number whose order is (subject, slice, step, failed); below 2^49.
 * @param step of the hour, 0 to 11
 */
export const visitCode = (subject: number, slice: number, step: number, failed: boolean): number =>
  ((subject * maxSlices + slice) * stepsAnHour + step) * 2 + (failed ? 1 : 0);

/** Told of each (subject, slice): bits of the steps in which anything got through, and failed. */
export type OnVisits = (subject: number, slice: number, through: number, failed: number) => void;

/** The level that an hour was packed at; 0 for none. */
export const levelOfHour = (bytes: Uint8Array | null): number =>
  bytes === null || bytes.length === 0 ? 0 : open(bytes).level;

const open = (bytes: Uint8Array): { reader: ByteReader; level: number } => {
  const reader = new ByteReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const found = reader.byte();
  if (found !== version) throw new RangeError(`the visits have version ${found}, not ${version}`);
  return { reader, level: reader.varint() };
};

/** Reads a packed hour; nothing for null. */
export const readHour = (bytes: Uint8Array | null, visit: OnVisits): void => {
  if (bytes === null || bytes.length === 0) return;
  const { reader } = open(bytes);
  let subject = 0;
  while (!reader.ended) {
    const head = reader.varint();
    subject += Math.floor(head / 2);
    const slice = reader.varint();
    const through = reader.varint();
    visit(subject, slice, through, head % 2 === 1 ? reader.varint() : 0);
  }
};

/** Writes groups that come in the order of (subject, slice); those of one place are united. */
class HourWriter {
  private readonly writer: ByteWriter;
  private written = 0;
  private subject = -1;
  private slice = -1;
  private through = 0;
  private failed = 0;

  constructor(level: number, capacity: number) {
    this.writer = new ByteWriter(capacity);
    this.writer.byte(version);
    this.writer.varint(level);
  }

  add(subject: number, slice: number, through: number, failed: number): void {
    if (subject !== this.subject || slice !== this.slice) {
      this.flush();
      this.subject = subject;
      this.slice = slice;
      this.through = this.failed = 0;
    }
    this.through |= through;
    this.failed |= failed;
  }

  private flush(): void {
    if (this.through === 0 && this.failed === 0) return;
    this.writer.varint((this.subject - this.written) * 2 + (this.failed === 0 ? 0 : 1));
    this.writer.varint(this.slice);
    this.writer.varint(this.through);
    if (this.failed !== 0) this.writer.varint(this.failed);
    this.written = this.subject;
  }

  pack(): Buffer {
    this.flush();
    return Buffer.from(this.writer.view());
  }
}

/**
 * An hour with further visits in it.
 * @param before what was packed; null: nothing yet
 * @param codes further visits by `visitCode`, ascending; the same may come several times
 * @param keeps whether a subject is in the panel of the level
 */
export const mergeHour = (
  before: Uint8Array | null,
  codes: Float64Array,
  level: number,
  keeps: (subject: number) => boolean,
): Buffer => {
  const writer = new HourWriter(level, (before?.length ?? 0) + codes.length * 5 + 16);
  let next = 0;
  const addCodesBelow = (end: number): void => {
    for (; next < codes.length && codes[next] < end; next++) {
      const place = Math.floor(codes[next] / 2);
      const group = Math.floor(place / stepsAnHour);
      const subject = Math.floor(group / maxSlices);
      if (!keeps(subject)) continue;
      const bit = 1 << (place % stepsAnHour);
      const failed = codes[next] % 2 === 1;
      writer.add(subject, group % maxSlices, failed ? 0 : bit, failed ? bit : 0);
    }
  };
  readHour(before, (subject, slice, through, failed) => {
    addCodesBelow(visitCode(subject, slice, 0, false));
    if (keeps(subject)) writer.add(subject, slice, through, failed);
  });
  addCodesBelow(Infinity);
  return writer.pack();
};

/** Visits of rows by hour, each as `visitCode` has it. Hours are whole hours since the epoch. */
export class VisitCollector {
  private readonly hours = new Map<number, number[]>();
  private last = Number.NaN;
  private lastCodes: number[] = [];

  /** @param at event time, epoch ms */
  add(subject: number, slice: number, at: number, failed: boolean): void {
    const hour = Math.floor(at / hourMs);
    if (hour !== this.last) {
      let codes = this.hours.get(hour);
      if (!codes) this.hours.set(hour, (codes = []));
      this.last = hour;
      this.lastCodes = codes;
    }
    const step = Math.floor((at - hour * hourMs) / visitStepMs);
    this.lastCodes.push(visitCode(subject, slice, step, failed));
  }

  /** Each hour with its codes, ascending. */
  *all(): Generator<{ hour: number; codes: Float64Array }> {
    for (const [hour, codes] of this.hours) yield { hour, codes: Float64Array.from(codes).sort() };
  }
}
