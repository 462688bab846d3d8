import { comparePlaces, type Place } from './affected-order.js';

interface Row {
  row: number;
  place: Place;
}

/**
 * The first of many rows in an order: a heap of those found so far, the last of them on top, so that
 * most others are turned away by comparing a number. Names are asked for only where numbers are equal,
 * and of those that are kept.
 */
export class FirstRows {
  private readonly heap: Row[] = [];

  /** @param after only rows behind it count; undefined: all do */
  constructor(
    private readonly most: number,
    private readonly after: Place | undefined,
    private readonly nameOf: (row: number) => string,
  ) {}

  /** Where a row lies, as seen from a place: as `Array.sort` wants it. */
  private compare(row: number, a: number, b: number, c: number, place: Place): number {
    const by = a - place[0] || b - place[1] || c - place[2];
    if (by !== 0) return by;
    const name = this.nameOf(row);
    return name < place[3] ? -1 : name > place[3] ? 1 : 0;
  }

  add(row: number, first: number, second: number, third: number): void {
    const { heap, after } = this;
    // most rows of many are turned away here
    const full = heap.length === this.most;
    if (full && this.compare(row, first, second, third, heap[0].place) >= 0) return;
    if (after && this.compare(row, first, second, third, after) <= 0) return;
    const made: Row = { row, place: [first, second, third, this.nameOf(row)] };
    if (full) {
      heap[0] = made;
      this.sink();
    } else this.rise(heap.push(made) - 1);
  }

  private isBefore(a: number, b: number): boolean {
    return comparePlaces(this.heap[a].place, this.heap[b].place) < 0;
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    [heap[a], heap[b]] = [heap[b], heap[a]];
  }

  private rise(at: number): void {
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(above, at)) return;
      this.swap(at, above);
      at = above;
    }
  }

  private sink(): void {
    const { length } = this.heap;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let top = at;
      if (left < length && this.isBefore(top, left)) top = left;
      if (right < length && this.isBefore(top, right)) top = right;
      if (top === at) return;
      this.swap(at, top);
      at = top;
    }
  }

  sorted(): Row[] {
    return [...this.heap].sort((a, b) => comparePlaces(a.place, b.place));
  }
}
