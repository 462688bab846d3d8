import { MalformedExport } from './spans.js';

/**
 * Reads and writes the protobuf wire format (protobuf.dev/programming-guides/encoding), as far as
 * OTLP needs it: fields by number, unknown ones skipped, never beyond the bytes there are.
 */
export class WireReader {
  private at: number;

  constructor(
    private readonly bytes: Buffer,
    start = 0,
    private readonly end = bytes.length,
  ) {
    this.at = start;
  }

  /** Visits the fields in order; a handler reads its field's value, what none reads is skipped. */
  fields(handlers: Readonly<Record<number, (wire: this) => void>>): void {
    while (this.at < this.end) {
      const tag = this.varint();
      const type = tag & 7;
      const number = Math.floor(tag / 8);
      if (number === 0) throw new MalformedExport('a field has the number 0');
      const handler = handlers[number];
      this.type = type;
      if (handler) handler(this);
      else this.skip();
    }
  }

  /** Wire type of the field being read: 0 varint, 1 64-bit, 2 length-delimited, 5 32-bit. */
  private type = 0;

  private expect(type: number): void {
    if (this.type !== type) throw new MalformedExport(`a field has wire type ${this.type}`);
  }

  private take(length: number): number {
    const from = this.at;
    if (length > this.end - from) throw new MalformedExport('it ends in the middle of a field');
    this.at = from + length;
    return from;
  }

  /** Exact up to 2^53; above, within a double's precision. Negative int64 values come as 2^64 − n. */
  private varint(): number {
    let value = 0;
    let unit = 1;
    for (let i = 0; i < 10; i++) {
      const byte = this.bytes[this.take(1)];
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
    throw new MalformedExport('a number has more than 10 bytes');
  }

  uint(): number {
    this.expect(0);
    return this.varint();
  }

  /** An int64, exact between −2^53 and 2^53. */
  int(): number {
    this.expect(0);
    const from = this.at;
    const value = this.varint();
    if (value < 2 ** 63) return value;
    let big = 0n;
    for (let i = this.at - 1; i >= from; i--) big = (big << 7n) | BigInt(this.bytes[i] & 0x7f);
    return Number(BigInt.asIntN(64, big));
  }

  bool(): boolean {
    return this.uint() !== 0;
  }

  double(): number {
    this.expect(1);
    return this.bytes.readDoubleLE(this.take(8));
  }

  fixed32(): number {
    this.expect(5);
    return this.bytes.readUInt32LE(this.take(4));
  }

  /** A fixed64 of nanoseconds since the epoch, as ms with fractions, within half a microsecond. */
  nanosAsMs(): number {
    this.expect(1);
    const from = this.take(8);
    const high = this.bytes.readUInt32LE(from + 4);
    return (high * 2 ** 32 + this.bytes.readUInt32LE(from)) / 1e6;
  }

  private delimited(): [from: number, to: number] {
    this.expect(2);
    const length = this.varint();
    const from = this.take(length);
    return [from, from + length];
  }

  string(): string {
    return this.bytes.toString('utf8', ...this.delimited());
  }

  hex(): string {
    return this.bytes.toString('hex', ...this.delimited());
  }

  message(): WireReader {
    return new WireReader(this.bytes, ...this.delimited());
  }

  private skip(): void {
    switch (this.type) {
      case 0:
        this.varint();
        return;
      case 1:
        this.take(8);
        return;
      case 2:
        this.delimited();
        return;
      case 5:
        this.take(4);
        return;
      default:
        throw new MalformedExport(`a field has wire type ${this.type}`);
    }
  }
}

const varintBytes = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
};

/** A field that holds a number from 0 to 2^53 − 1. */
export const varintField = (number: number, value: number): Buffer =>
  Buffer.from([...varintBytes(number * 8), ...varintBytes(value)]);

/** A field that holds text or a message. */
export const bytesField = (number: number, value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([
    Buffer.from([...varintBytes(number * 8 + 2), ...varintBytes(bytes.length)]),
    bytes,
  ]);
};
