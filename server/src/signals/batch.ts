import { outcomes, signalKinds } from '@rollcall/shared';
import { ByteReader, ByteWriter } from '../packing/bytes.js';
import type { AcceptedSignal } from './accepted-signal.js';

/**
 * The packed form of signals in the raw log: one table of strings, one of slices, then a row each.
 *
 *     version, receivedAt, base time, strings, slices (3 strings each), rows
 *     row: kind | outcome | synthetic | latency? | customer? | details?   (flags, 2 bytes)
 *          time from base, slice, user, [customer], [latency], [details]
 *
 * About 30 bytes a signal with identities of 12 characters.
 */
const version = 1;
const syntheticFlag = 1;
const latencyFlag = 2;
const customerFlag = 4;
const detailsFlag = 8;

/** Collects the signals of one request for one partition. */
export class BatchWriter {
  count = 0;
  private readonly strings = new Map<string, number>();
  private readonly slices = new Map<string, number>();
  private readonly sliceParts: number[] = [];
  private readonly rows = new ByteWriter(4_096);
  private base = 0;

  constructor(private readonly receivedAt: number) {}

  private stringOf(value: string): number {
    const known = this.strings.get(value);
    if (known !== undefined) return known;
    const index = this.strings.size;
    this.strings.set(value, index);
    return index;
  }

  private sliceOf(service: string, region: string, channel: string): number {
    const key = `${service.length}:${region.length}:${service}${region}${channel}`;
    const known = this.slices.get(key);
    if (known !== undefined) return known;
    const index = this.slices.size;
    this.slices.set(key, index);
    this.sliceParts.push(this.stringOf(service), this.stringOf(region), this.stringOf(channel));
    return index;
  }

  add(signal: AcceptedSignal): void {
    if (this.count === 0) this.base = signal.at;
    this.count++;
    const rows = this.rows;
    rows.byte(signalKinds.indexOf(signal.kind) | (outcomes.indexOf(signal.outcome) << 4));
    rows.byte(
      (signal.synthetic ? syntheticFlag : 0) |
        (signal.latencyMs >= 0 ? latencyFlag : 0) |
        (signal.customer ? customerFlag : 0) |
        (signal.details ? detailsFlag : 0),
    );
    rows.signed(signal.at - this.base);
    rows.varint(this.sliceOf(signal.service, signal.region, signal.channel));
    rows.varint(this.stringOf(signal.user));
    if (signal.customer) rows.varint(this.stringOf(signal.customer));
    if (signal.latencyMs >= 0) rows.varint(signal.latencyMs);
    if (signal.details) rows.varint(this.stringOf(signal.details));
  }

  /** The packed batch, in memory of its own. */
  pack(): Buffer {
    const head = new ByteWriter(64 + this.strings.size * 16);
    head.byte(version);
    head.double(this.receivedAt);
    head.double(this.base);
    head.varint(this.count);
    head.varint(this.strings.size);
    for (const value of this.strings.keys()) head.string(value);
    head.varint(this.slices.size);
    for (const part of this.sliceParts) head.varint(part);
    return Buffer.concat([head.view(), this.rows.view()]);
  }
}

/** A batch as it is read back. */
export interface Batch {
  /** When ingest took it, wall clock, epoch ms. */
  receivedAt: number;
  signals: AcceptedSignal[];
}

const pick = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  if (value === undefined) throw new RangeError('a packed reference points nowhere');
  return value;
};

/** Unpacks a batch. Throws RangeError when the bytes are not one. */
export const readBatch = (bytes: Buffer): Batch => {
  const reader = new ByteReader(bytes);
  const found = reader.byte();
  if (found !== version) throw new RangeError(`the batch has version ${found}, not ${version}`);
  const receivedAt = reader.double();
  const base = reader.double();
  if (!Number.isFinite(receivedAt)) throw new RangeError('a packed time is no time');
  const count = reader.count();
  const strings = Array.from({ length: reader.count() }, () => reader.string());
  const slices = Array.from({ length: reader.count() }, () => ({
    service: pick(strings, reader.varint()),
    region: pick(strings, reader.varint()),
    channel: pick(strings, reader.varint()),
  }));
  const signals: AcceptedSignal[] = new Array<AcceptedSignal>(count);
  for (let i = 0; i < count; i++) {
    const kinds = reader.byte();
    const flags = reader.byte();
    const at = base + reader.signed();
    if (!Number.isSafeInteger(at)) throw new RangeError('a packed time is no time');
    const slice = pick(slices, reader.varint());
    const user = pick(strings, reader.varint());
    signals[i] = {
      kind: pick(signalKinds, kinds & 15),
      at,
      service: slice.service,
      region: slice.region,
      channel: slice.channel,
      synthetic: (flags & syntheticFlag) !== 0,
      user,
      customer: flags & customerFlag ? pick(strings, reader.varint()) : '',
      outcome: pick(outcomes, kinds >> 4),
      latencyMs: flags & latencyFlag ? reader.varint() : -1,
      details: flags & detailsFlag ? pick(strings, reader.varint()) : '',
    };
  }
  return { receivedAt, signals };
};
