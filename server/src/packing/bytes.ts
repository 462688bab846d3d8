/**
 * A growing buffer and its reader: little-endian numbers, LEB128 varints, length-prefixed UTF-8.
 * What is packed with it must be read in the same order.
 */
export class ByteWriter {
  /** What was written, up to `length`, and room for more; another one once it has grown. */
  buffer: Buffer;
  length = 0;

  constructor(capacity = 1_024) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  private reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** A whole number from 0 to 2^53 − 1: one byte below 128, two below 16,384, and so on. */
  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest > 0x7f) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80;
      rest = rest > 0x7fffffff ? Math.floor(rest / 128) : rest >>> 7;
    }
    this.buffer[this.length++] = rest;
  }

  /** A whole number of either sign, small for those near zero. */
  signed(value: number): void {
    this.varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  double(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeDoubleLE(value, this.length);
  }

  string(value: string): void {
    const size = Buffer.byteLength(value);
    this.varint(size);
    this.reserve(size);
    this.length += this.buffer.write(value, this.length, size, 'utf8');
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  /** A part of other bytes; byte by byte, because it is a name of some ten bytes nearly always. */
  copy(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    const { buffer } = this;
    let at = this.length;
    for (let from = start; from < end; from++) buffer[at++] = source[from];
    this.length = at;
  }

  /** What was written, as a view: valid until the next write. */
  view(): Buffer {
    return this.buffer.subarray(0, this.length);
  }
}

/** Reads what a ByteWriter wrote. Throws RangeError when the bytes end early. */
export class ByteReader {
  at = 0;

  constructor(private readonly buffer: Buffer) {}

  get ended(): boolean {
    return this.at >= this.buffer.length;
  }

  byte(): number {
    const value = this.buffer[this.at++];
    if (value === undefined) throw new RangeError('the packed bytes end early');
    return value;
  }

  varint(): number {
    const { buffer } = this;
    // four bytes and 28 bits at the most, as nearly all are
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = buffer[this.at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
      if (byte === undefined) throw new RangeError('the packed bytes end early');
    }
    return this.longVarint(value);
  }

  /** The rest of a number that began with 28 bits. */
  private longVarint(low: number): number {
    let value = low;
    let scale = 2 ** 28;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      const ends = byte < 0x80;
      if (ends && value <= Number.MAX_SAFE_INTEGER) return value;
      scale *= 128;
      if (ends || scale > Number.MAX_SAFE_INTEGER) {
        throw new RangeError('a packed number is too large');
      }
    }
  }

  /** Passes over so many bytes. */
  skip(size: number): void {
    const end = this.at + size;
    if (end > this.buffer.length) throw new RangeError('the packed bytes end early');
    this.at = end;
  }

  /** How many items follow, of a byte or more each: a torn number must not ask for all memory. */
  count(): number {
    const value = this.varint();
    if (value > this.buffer.length - this.at) {
      throw new RangeError('a packed table is longer than its bytes');
    }
    return value;
  }

  signed(): number {
    const value = this.varint();
    if (value <= 0x7fffffff) return value & 1 ? -(value >>> 1) - 1 : value >>> 1;
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    if (this.at + 8 > this.buffer.length) throw new RangeError('the packed bytes end early');
    const value = this.buffer.readDoubleLE(this.at);
    this.at += 8;
    return value;
  }

  string(): string {
    const size = this.varint();
    const start = this.at;
    this.skip(size);
    return this.buffer.toString('utf8', start, this.at);
  }
}
