import type { SliceName } from '../slices/slice.js';

/** Slices that series are kept of; those met later are counted in no series. */
export const mostSlices = 16_384;

/** Numbers for slices in the order in which they were met. */
export class NumberedSlices {
  readonly names: SliceName[] = [];
  private readonly numbers = new Map<string, number>();

  /** Takes over the next slices. */
  adopt(names: readonly SliceName[]): void {
    for (const name of names) {
      this.numbers.set(
        JSON.stringify([name.service, name.region, name.channel]),
        this.names.length,
      );
      this.names.push(name);
    }
  }

  /** The slice's number; one that is new gets the next. −1: there are too many. */
  numberOf(name: SliceName): number {
    const known = this.numbers.get(JSON.stringify([name.service, name.region, name.channel]));
    if (known !== undefined) return known;
    if (this.names.length >= mostSlices) return -1;
    this.adopt([name]);
    return this.names.length - 1;
  }
}
