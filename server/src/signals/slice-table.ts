/** Gives triples of small numbers (a slice's service, region, channel in a table of strings) numbers. */
export class SliceTable {
  size = 0;
  /** Three numbers for each slice. */
  parts = new Uint32Array(3 * 64);
  /** Hash place → number + 1; 0 is empty. */
  private places = new Uint32Array(2 * 64);

  private placeOf(service: number, region: number, channel: number): number {
    const { parts, places } = this;
    const mask = places.length - 1;
    let hash = Math.imul(service + 1, 0x9e3779b1) ^ Math.imul(region + 1, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ Math.imul(channel + 1, 0xc2b2ae35);
    let place = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const at = (places[place] - 1) * 3;
      if (at < 0) return place;
      if (parts[at] === service && parts[at + 1] === region && parts[at + 2] === channel) {
        return place;
      }
      place = (place + 1) & mask;
    }
  }

  /** The number of a triple, which is added if it is new. */
  add(service: number, region: number, channel: number): number {
    const place = this.placeOf(service, region, channel);
    const known = this.places[place] - 1;
    if (known >= 0) return known;
    if (this.size * 2 === this.places.length) {
      this.grow();
      return this.add(service, region, channel);
    }
    const number = this.size++;
    this.parts[number * 3] = service;
    this.parts[number * 3 + 1] = region;
    this.parts[number * 3 + 2] = channel;
    this.places[place] = number + 1;
    return number;
  }

  /** Forgets all, and keeps the memory. */
  clear(): void {
    this.size = 0;
    this.places.fill(0);
  }

  private grow(): void {
    const parts = new Uint32Array(this.parts.length * 2);
    parts.set(this.parts);
    this.parts = parts;
    this.places = new Uint32Array(this.places.length * 2);
    for (let i = 0; i < this.size; i++) {
      const place = this.placeOf(parts[i * 3], parts[i * 3 + 1], parts[i * 3 + 2]);
      this.places[place] = i + 1;
    }
  }
}
