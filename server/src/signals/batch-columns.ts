import { outcomes, signalKinds } from '@rollcall/shared';
import { ByteReader } from '../packing/bytes.js';
import type { AcceptedSignal } from './accepted-signal.js';
import { customerFlag, detailsFlag, latencyFlag, syntheticFlag, version } from './batch.js';

/** A number list that grows by doubling, for one of the columns. */
const grown = <A extends Uint8Array | Uint32Array | Float64Array>(column: A, length: number): A => {
  if (length <= column.length) return column;
  const made = new (column.constructor as new (length: number) => A)(
    Math.max(length, column.length * 2),
  );
  made.set(column);
  return made;
};

/** Place of the text '' in the table of texts. */
export const noText = 0;

/**
 * Signals of any number of packed batches, column by column, as they lie in the batches' bytes: no
 * object and no text is made of a signal that nobody asks for. May be used again after `clear`.
 */
export class BatchColumns {
  /** Signals in use; the columns may be longer. */
  length = 0;
  /** When their batch was received, epoch ms, and when they happened. */
  receivedAt = new Float64Array(1_024);
  at = new Float64Array(1_024);
  /** Places in `signalKinds` and `outcomes`. */
  kind = new Uint8Array(1_024);
  outcome = new Uint8Array(1_024);
  flags = new Uint8Array(1_024);
  latencyMs = new Float64Array(1_024);
  /** Places in the tables of slices and of texts. */
  slice = new Uint32Array(1_024);
  user = new Uint32Array(1_024);
  customer = new Uint32Array(1_024);
  details = new Uint32Array(1_024);
  /** Three texts for each slice: service, region, channel. */
  sliceParts = new Uint32Array(1_024);
  slices = 0;
  /** Of each text: the batch it lies in, where its length begins there, where its bytes begin and end. */
  textBatch = new Uint32Array(1_024);
  textHead = new Uint32Array(1_024);
  textStart = new Uint32Array(1_024);
  textEnd = new Uint32Array(1_024);
  texts = 0;
  readonly batches: Buffer[] = [];

  constructor() {
    this.clear();
  }

  /** Forgets all signals, and keeps the memory. */
  clear(): void {
    this.batches.length = 0;
    this.length = 0;
    this.slices = 0;
    this.texts = 0;
    // the text '' is the first, and lies in a batch of its own
    this.batches.push(Buffer.alloc(1));
    this.addText(0, 0, 1, 1);
  }

  /** Adds a batch. Throws RangeError when the bytes are not one, and then adds nothing of it. */
  add(bytes: Buffer): void {
    const { length, slices, texts } = this;
    try {
      this.read(bytes);
    } catch (error) {
      Object.assign(this, { length, slices, texts });
      this.batches.length = Math.min(this.batches.length, this.textBatch[texts - 1] + 1);
      throw error;
    }
  }

  private read(bytes: Buffer): void {
    const reader = new ByteReader(bytes);
    const found = reader.byte();
    if (found !== version) throw new RangeError(`the batch has version ${found}, not ${version}`);
    const receivedAt = reader.double();
    const base = reader.double();
    if (!Number.isFinite(receivedAt)) throw new RangeError('a packed time is no time');
    const count = reader.count();
    const firstText = this.texts;
    const texts = this.readTexts(reader, bytes);
    const firstSlice = this.slices;
    const slices = this.readSlices(reader, firstText, texts);
    this.reserve(this.length + count);
    const text = (): number => firstText + below(reader.varint(), texts);
    for (let n = 0; n < count; n++) {
      const i = this.length++;
      const kinds = reader.byte();
      const flags = reader.byte();
      this.receivedAt[i] = receivedAt;
      this.at[i] = base + reader.signed();
      if (!Number.isSafeInteger(this.at[i])) throw new RangeError('a packed time is no time');
      this.kind[i] = below(kinds & 15, signalKinds.length);
      this.outcome[i] = below(kinds >> 4, outcomes.length);
      this.flags[i] = flags;
      this.slice[i] = firstSlice + below(reader.varint(), slices);
      this.user[i] = text();
      this.customer[i] = flags & customerFlag ? text() : noText;
      this.latencyMs[i] = flags & latencyFlag ? reader.varint() : -1;
      this.details[i] = flags & detailsFlag ? text() : noText;
    }
  }

  private readTexts(reader: ByteReader, bytes: Buffer): number {
    const count = reader.count();
    const batch = this.batches.push(bytes) - 1;
    for (let n = 0; n < count; n++) {
      const head = reader.at;
      const size = reader.varint();
      const start = reader.at;
      reader.skip(size);
      this.addText(batch, head, start, start + size);
    }
    return count;
  }

  private addText(batch: number, head: number, start: number, end: number): void {
    const i = this.texts++;
    if (i === this.textBatch.length) {
      this.textBatch = grown(this.textBatch, i + 1);
      this.textHead = grown(this.textHead, i + 1);
      this.textStart = grown(this.textStart, i + 1);
      this.textEnd = grown(this.textEnd, i + 1);
    }
    this.textBatch[i] = batch;
    this.textHead[i] = head;
    this.textStart[i] = start;
    this.textEnd[i] = end;
  }

  private readSlices(reader: ByteReader, firstText: number, texts: number): number {
    const count = reader.count();
    this.sliceParts = grown(this.sliceParts, (this.slices + count) * 3);
    for (let n = 0; n < count; n++) {
      const i = this.slices++ * 3;
      for (let part = i; part < i + 3; part++) {
        this.sliceParts[part] = firstText + below(reader.varint(), texts);
      }
    }
    return count;
  }

  private reserve(length: number): void {
    if (length <= this.at.length) return;
    this.receivedAt = grown(this.receivedAt, length);
    this.at = grown(this.at, length);
    this.kind = grown(this.kind, length);
    this.outcome = grown(this.outcome, length);
    this.flags = grown(this.flags, length);
    this.latencyMs = grown(this.latencyMs, length);
    this.slice = grown(this.slice, length);
    this.user = grown(this.user, length);
    this.customer = grown(this.customer, length);
    this.details = grown(this.details, length);
  }

  isSynthetic(i: number): boolean {
    return (this.flags[i] & syntheticFlag) !== 0;
  }

  /** True for the text ''. */
  isEmpty(place: number): boolean {
    return this.textStart[place] === this.textEnd[place];
  }

  /** A text of the table. */
  text(place: number): string {
    const bytes = this.batches[this.textBatch[place]];
    return bytes.toString('utf8', this.textStart[place], this.textEnd[place]);
  }

  /** One signal as an object. */
  signal(i: number): AcceptedSignal {
    const part = (n: number): string => this.text(this.sliceParts[this.slice[i] * 3 + n]);
    return {
      kind: signalKinds[this.kind[i]],
      at: this.at[i],
      service: part(0),
      region: part(1),
      channel: part(2),
      synthetic: this.isSynthetic(i),
      user: this.text(this.user[i]),
      customer: this.text(this.customer[i]),
      outcome: outcomes[this.outcome[i]],
      latencyMs: this.latencyMs[i],
      details: this.text(this.details[i]),
    };
  }
}

const below = (place: number, size: number): number => {
  if (place >= size) throw new RangeError('a packed reference points nowhere');
  return place;
};

/** A batch as it is read back. */
export interface Batch {
  /** When ingest took it, the workspace's clock, epoch ms. */
  receivedAt: number;
  signals: AcceptedSignal[];
}

/** Unpacks one batch. Throws RangeError when the bytes are not one. */
export const readBatch = (bytes: Buffer): Batch => {
  const columns = new BatchColumns();
  columns.add(bytes);
  return {
    receivedAt: new ByteReader(bytes.subarray(1)).double(),
    signals: Array.from({ length: columns.length }, (_, i) => columns.signal(i)),
  };
};
