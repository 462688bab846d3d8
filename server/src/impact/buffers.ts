/**
 * Memory that is used again: what a tally needs for each customer and user of whom something failed is
 * megabytes at each question, and to give them back makes V8 look through everything else it holds.
 */
export class Buffers {
  private readonly kept: ArrayBuffer[] = [];
  private used = 0;

  /** From here on all that was taken before is taken again. */
  begin(): this {
    this.used = 0;
    return this;
  }

  private take(bytes: number): ArrayBuffer {
    const at = this.used++;
    const found = this.kept.at(at);
    if (found && found.byteLength >= bytes) {
      new Uint8Array(found, 0, bytes).fill(0);
      return found;
    }
    // room for more, in whole doubles
    return (this.kept[at] = new ArrayBuffer(Math.ceil((bytes * 1.25) / 8) * 8));
  }

  /** Zeros. */
  uint8(length: number): Uint8Array {
    return new Uint8Array(this.take(length), 0, length);
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(this.take(length * 4), 0, length);
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.take(length * 8), 0, length);
  }
}
