import { outcomes, signalKinds, unknownName } from '@rollcall/shared';
import { ByteTable, hashOf } from '../packing/byte-table.js';
import { ByteWriter } from '../packing/bytes.js';
import type { AcceptedSignal } from './accepted-signal.js';
import { channel, customer, region, service, user, type SignalScan } from './scan.js';
import { SliceTable } from './slice-table.js';

/**
 * The packed form of signals in the raw log: one table of strings, one of slices, then a row each.
 *
 *     version, receivedAt, base time, strings, slices (3 strings each), rows
 *     row: kind | outcome | synthetic | latency? | customer? | details?   (flags, 2 bytes)
 *          time from base, slice, user, [customer], [latency], [details]
 *
 * About 30 bytes a signal with identities of 12 characters.
 */
export const version = 1;
export const syntheticFlag = 1;
export const latencyFlag = 2;
export const customerFlag = 4;
export const detailsFlag = 8;

const unknown = Buffer.from(unknownName);
const unknownHash = hashOf(unknown, 0, unknown.length);
const kindOf = new Map(signalKinds.map((kind, i) => [kind, i]));
const outcomeOf = new Map(outcomes.map((outcome, i) => [outcome, i]));
const interaction = signalKinds.indexOf('interaction');

/** Collects the signals of one request for one partition. May be used again after `begin`. */
export class BatchWriter {
  count = 0;
  private readonly strings = new ByteTable();
  private readonly slices = new SliceTable();
  private readonly rows = new ByteWriter(1_024);
  private readonly head = new ByteWriter(1_024);
  private text = Buffer.allocUnsafe(1_024);
  private base = 0;

  constructor(private receivedAt = 0) {}

  /** Forgets what it holds, for another batch. */
  begin(receivedAt: number): void {
    this.receivedAt = receivedAt;
    this.count = 0;
    this.strings.clear();
    this.slices.clear();
    this.rows.length = 0;
  }

  private stringOf(value: string): number {
    if (value.length * 3 > this.text.length) this.text = Buffer.allocUnsafe(value.length * 6);
    const { text } = this;
    const length = text.write(value);
    return this.strings.add(text, 0, length, hashOf(text, 0, length));
  }

  add(signal: AcceptedSignal): void {
    const slice = this.slices.add(
      this.stringOf(signal.service),
      this.stringOf(signal.region),
      this.stringOf(signal.channel),
    );
    const flags =
      (signal.synthetic ? syntheticFlag : 0) |
      (signal.latencyMs >= 0 ? latencyFlag : 0) |
      (signal.customer ? customerFlag : 0) |
      (signal.details ? detailsFlag : 0);
    const kinds = kindOf.get(signal.kind)! | (outcomeOf.get(signal.outcome)! << 4);
    this.row(kinds, flags, signal.at, slice);
    const { rows } = this;
    rows.varint(this.stringOf(signal.user));
    if (signal.customer) rows.varint(this.stringOf(signal.customer));
    if (signal.latencyMs >= 0) rows.varint(signal.latencyMs);
    if (signal.details) rows.varint(this.stringOf(signal.details));
  }

  /**
   * The same for an interaction that was scanned.
   * @param outcome place in `outcomes`
   */
  addScanned(bytes: Uint8Array, scan: SignalScan, outcome: number): void {
    const slice = this.slices.add(
      this.scanned(bytes, scan, service),
      this.scanned(bytes, scan, region),
      this.scanned(bytes, scan, channel),
    );
    const named = scan.starts[customer] >= 0;
    const flags =
      (scan.synthetic ? syntheticFlag : 0) |
      (scan.latencyMs >= 0 ? latencyFlag : 0) |
      (named ? customerFlag : 0);
    this.row(interaction | (outcome << 4), flags, scan.at, slice);
    const { rows } = this;
    rows.varint(this.scanned(bytes, scan, user));
    if (named) rows.varint(this.scanned(bytes, scan, customer));
    if (scan.latencyMs >= 0) rows.varint(scan.latencyMs);
  }

  private scanned(bytes: Uint8Array, { starts, ends, hashes }: SignalScan, field: number): number {
    const start = starts[field];
    return start < 0
      ? this.strings.add(unknown, 0, unknown.length, unknownHash)
      : this.strings.add(bytes, start, ends[field], hashes[field]);
  }

  private row(kinds: number, flags: number, at: number, slice: number): void {
    if (this.count === 0) this.base = at;
    this.count++;
    const { rows } = this;
    rows.byte(kinds);
    rows.byte(flags);
    rows.signed(at - this.base);
    rows.varint(slice);
  }

  /** The packed batch, in memory of its own. */
  pack(): Buffer {
    const { head, strings, slices } = this;
    head.length = 0;
    head.byte(version);
    head.double(this.receivedAt);
    head.double(this.base);
    head.varint(this.count);
    head.varint(strings.size);
    for (let i = 0; i < strings.size; i++) {
      const [start, end] = [strings.startOf(i), strings.endOf(i)];
      head.varint(end - start);
      head.copy(strings.buffer, start, end);
    }
    head.varint(slices.size);
    for (let i = 0; i < slices.size * 3; i++) head.varint(slices.parts[i]);
    return Buffer.concat([head.view(), this.rows.view()]);
  }
}
