/** A growing set of small numbers, a bit each, in the order of bits of a Redis bitmap. */
export class Bits {
  private bytes: Uint8Array;

  /** @param bytes a bitmap to begin with, which is not copied */
  constructor(bytes: Uint8Array = new Uint8Array(64)) {
    this.bytes = bytes;
  }

  has(number: number): boolean {
    const byte = number >>> 3;
    return byte < this.bytes.length && (this.bytes[byte] & (0x80 >> (number & 7))) !== 0;
  }

  add(number: number): void {
    const byte = number >>> 3;
    if (byte >= this.bytes.length) {
      const grown = new Uint8Array(Math.max(byte + 1, this.bytes.length * 2));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes[byte] |= 0x80 >> (number & 7);
  }

  /** The numbers, smallest first. */
  *[Symbol.iterator](): Iterator<number> {
    for (let number = 0; number < this.bytes.length * 8; number++) {
      if (this.has(number)) yield number;
    }
  }
}
