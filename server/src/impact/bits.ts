/** A set of small numbers: one bit each. */
export class Bits {
  private words = new Uint32Array(32);
  size = 0;

  has(number: number): boolean {
    return ((this.words[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }

  /** True when it was not there yet. */
  add(number: number): boolean {
    const place = number >>> 5;
    if (place >= this.words.length) {
      const larger = new Uint32Array(Math.max(place + 1, this.words.length * 2));
      larger.set(this.words);
      this.words = larger;
    }
    const bit = 1 << (number & 31);
    if ((this.words[place] & bit) !== 0) return false;
    this.words[place] |= bit;
    this.size++;
    return true;
  }

  delete(number: number): boolean {
    if (!this.has(number)) return false;
    this.words[number >>> 5] &= ~(1 << (number & 31));
    this.size--;
    return true;
  }
}

/** How often each of some small numbers is there: 4 bytes each. */
export class Counts {
  private counts = new Uint32Array(32);
  /** How many are there at all. */
  size = 0;

  of(number: number): number {
    return this.counts[number] ?? 0;
  }

  add(number: number): void {
    if (number >= this.counts.length) {
      const larger = new Uint32Array(Math.max(number + 1, this.counts.length * 2));
      larger.set(this.counts);
      this.counts = larger;
    }
    if (this.counts[number]++ === 0) this.size++;
  }

  subtract(number: number): void {
    if (--this.counts[number] === 0) this.size--;
  }
}
