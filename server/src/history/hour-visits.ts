import { ByteReader, ByteWriter } from '../packing/bytes.js';
import { outcomeCode, type OutcomeCode } from '../fold/rows.js';
import { maxSlices } from '../fold/tables.js';
import { visitStepMs } from '../silent/visits.js';

/**
 * The visits of one hour in one partition, packed: for each (subject, slice) masks of the steps in
 * which something was ok, was slow, and failed. About 4 bytes each: most have but the first.
 *
 * A set, so it is the same in whatever order, split or repetition its rows came.
 */
export const hourMs = 3_600_000;
export const stepsAnHour = hourMs / visitStepMs;

const version = 2;
/** Did not tell slow from ok: all that got through is ok there. */
const versionWithoutSlow = 1;

/** Outcomes that a step can hold. */
const kinds = 3;

/**
 * One visit as a number whose order is (subject, slice, step, outcome); below 2^50.
 * @param step of the hour, 0 to 11
 */
export const visitCode = (
  subject: number,
  slice: number,
  step: number,
  outcome: OutcomeCode,
): number => ((subject * maxSlices + slice) * stepsAnHour + step) * kinds + outcome;

/** Told of each (subject, slice): bits of the steps in which anything was ok, was slow, and failed. */
export type OnVisits = (
  subject: number,
  slice: number,
  ok: number,
  slow: number,
  failed: number,
) => void;

/** The level that an hour was packed at; 0 for none. */
export const levelOfHour = (bytes: Uint8Array | null): number =>
  bytes === null || bytes.length === 0 ? 0 : open(bytes).level;

const open = (bytes: Uint8Array): { reader: ByteReader; level: number; tellsSlow: boolean } => {
  const reader = new ByteReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const found = reader.byte();
  if (found !== version && found !== versionWithoutSlow) {
    throw new RangeError(`the visits have version ${found}, not ${version}`);
  }
  return { reader, level: reader.varint(), tellsSlow: found === version };
};

/** Reads a packed hour; nothing for null. */
export const readHour = (bytes: Uint8Array | null, visit: OnVisits): void => {
  if (bytes === null || bytes.length === 0) return;
  const { reader, tellsSlow } = open(bytes);
  let subject = 0;
  while (!reader.ended) {
    const head = reader.varint();
    const masks = head % 4;
    subject += tellsSlow ? (head - masks) / 4 : Math.floor(head / 2);
    const slice = reader.varint();
    const ok = reader.varint();
    const slow = tellsSlow && masks >= 2 ? reader.varint() : 0;
    visit(subject, slice, ok, slow, masks % 2 === 1 ? reader.varint() : 0);
  }
};

/** Writes groups that come in the order of (subject, slice); those of one place are united. One at a time. */
class HourWriter {
  /** One for all, used again: the hour under way is packed anew each second. */
  private static readonly writer = new ByteWriter();
  private written = 0;
  private subject = -1;
  private slice = -1;
  private ok = 0;
  private slow = 0;
  private failed = 0;

  constructor(level: number) {
    const { writer } = HourWriter;
    writer.length = 0;
    writer.byte(version);
    writer.varint(level);
  }

  add(subject: number, slice: number, ok: number, slow: number, failed: number): void {
    if (subject !== this.subject || slice !== this.slice) {
      this.flush();
      this.subject = subject;
      this.slice = slice;
      this.ok = this.slow = this.failed = 0;
    }
    this.ok |= ok;
    this.slow |= slow;
    this.failed |= failed;
  }

  private flush(): void {
    const { ok, slow, failed } = this;
    const { writer } = HourWriter;
    if ((ok | slow | failed) === 0) return;
    const masks = (slow === 0 ? 0 : 2) + (failed === 0 ? 0 : 1);
    writer.varint((this.subject - this.written) * 4 + masks);
    writer.varint(this.slice);
    writer.varint(ok);
    if (slow !== 0) writer.varint(slow);
    if (failed !== 0) writer.varint(failed);
    this.written = this.subject;
  }

  pack(): Buffer {
    this.flush();
    return Buffer.from(HourWriter.writer.view());
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
  const writer = new HourWriter(level);
  let next = 0;
  const addCodesBelow = (end: number): void => {
    for (; next < codes.length && codes[next] < end; next++) {
      const place = Math.floor(codes[next] / kinds);
      const group = Math.floor(place / stepsAnHour);
      const subject = Math.floor(group / maxSlices);
      if (!keeps(subject)) continue;
      const bit = 1 << (place % stepsAnHour);
      const outcome = codes[next] % kinds;
      const of = (code: OutcomeCode): number => (outcome === code ? bit : 0);
      writer.add(subject, group % maxSlices, of(0), of(1), of(2));
    }
  };
  readHour(before, (subject, slice, ok, slow, failed) => {
    addCodesBelow(visitCode(subject, slice, 0, outcomeCode.ok));
    if (keeps(subject)) writer.add(subject, slice, ok, slow, failed);
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
  add(subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    const hour = Math.floor(at / hourMs);
    if (hour !== this.last) {
      let codes = this.hours.get(hour);
      if (!codes) this.hours.set(hour, (codes = []));
      this.last = hour;
      this.lastCodes = codes;
    }
    const step = Math.floor((at - hour * hourMs) / visitStepMs);
    this.lastCodes.push(visitCode(subject, slice, step, outcome));
  }

  /** Each hour with its codes, ascending. */
  *all(): Generator<{ hour: number; codes: Float64Array }> {
    for (const [hour, codes] of this.hours) yield { hour, codes: Float64Array.from(codes).sort() };
  }
}
