/** Start and factor of FNV-1a, 32 bits (Fowler, Noll, Vo; draft-eastlake-fnv). */
export const hashStart = 0x811c9dc5;
export const hashFactor = 0x01000193;

/** FNV-1a over bytes. */
export const hashOf = (bytes: Uint8Array, start: number, end: number): number => {
  let hash = hashStart;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], hashFactor);
  return hash;
};

/** FNV's low bits, which pick a place, depend on few of the bytes: this lets the high ones in. */
const placeOf = (hash: number, mask: number): number =>
  (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 3) & mask;

/**
 * Gives byte strings dense numbers in the order of first sight: what a Map of strings would do, but
 * without making strings, and without a million objects for the garbage collector to walk.
 *
 * Size: the bytes themselves, 8 for each, and 8 to 16 for the index.
 */
export class ByteTable {
  size = 0;
  private bytes: Uint8Array;
  /** Where the bytes of each end; those of the next begin there. */
  private ends: Uint32Array;
  private hashes: Uint32Array;
  /** Hash place → number + 1; 0 is empty. */
  private places: Uint32Array;

  /** @param capacity a power of two */
  constructor(capacity = 64) {
    this.bytes = new Uint8Array(capacity * 16);
    this.ends = new Uint32Array(capacity);
    this.hashes = new Uint32Array(capacity);
    this.places = new Uint32Array(capacity * 2);
  }

  /** The number of a byte string, or −1 − the free place that is its own. */
  private search(source: Uint8Array, start: number, end: number, hash: number): number {
    const { places, hashes, ends, bytes } = this;
    const mask = places.length - 1;
    let place = placeOf(hash, mask);
    for (;;) {
      const number = places[place] - 1;
      if (number < 0) return -1 - place;
      if (hashes[number] === hash >>> 0) {
        let at = number === 0 ? 0 : ends[number - 1];
        let from = start;
        if (ends[number] - at === end - start) {
          while (from < end && bytes[at] === source[from]) {
            at++;
            from++;
          }
          if (from === end) return number;
        }
      }
      place = (place + 1) & mask;
    }
  }

  /** The number of a byte string; −1 when it was never added. `hash` is `hashOf` its bytes. */
  find(source: Uint8Array, start: number, end: number, hash: number): number {
    return Math.max(-1, this.search(source, start, end, hash));
  }

  /** The number of a byte string, which is added if it is new: then the size has grown. */
  add(source: Uint8Array, start: number, end: number, hash: number): number {
    let found = this.search(source, start, end, hash);
    if (found >= 0) return found;
    if (this.size === this.ends.length) {
      this.grow();
      found = this.search(source, start, end, hash);
    }
    const number = this.size++;
    let at = number === 0 ? 0 : this.ends[number - 1];
    this.reserve(at + end - start);
    const { bytes } = this;
    for (let from = start; from < end; from++) bytes[at++] = source[from];
    this.ends[number] = at;
    this.hashes[number] = hash;
    this.places[-1 - found] = number + 1;
    return number;
  }

  /** Where the bytes of a number begin and end in `buffer`; good until the next add. */
  startOf(number: number): number {
    return number === 0 ? 0 : this.ends[number - 1];
  }

  endOf(number: number): number {
    return this.ends[number];
  }

  get buffer(): Uint8Array {
    return this.bytes;
  }

  /** Forgets all, and keeps the memory. */
  clear(): void {
    this.size = 0;
    this.places.fill(0);
  }

  private reserve(length: number): void {
    if (length <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(length, this.bytes.length * 2));
    grown.set(this.bytes);
    this.bytes = grown;
  }

  private grow(): void {
    const capacity = this.ends.length * 2;
    const ends = new Uint32Array(capacity);
    ends.set(this.ends);
    this.ends = ends;
    const hashes = new Uint32Array(capacity);
    hashes.set(this.hashes);
    this.hashes = hashes;
    const places = new Uint32Array(capacity * 2);
    const mask = places.length - 1;
    for (let number = 0; number < this.size; number++) {
      let place = placeOf(hashes[number], mask);
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = number + 1;
    }
    this.places = places;
  }
}
