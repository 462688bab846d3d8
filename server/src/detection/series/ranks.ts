/** The last `size` numbers, kept in order of size: exact ranks and quantiles of a sliding window. */
export class Ranks {
  private readonly inOrder: Float64Array;
  private readonly inTime: Float64Array;
  private oldest = 0;
  count = 0;

  constructor(private readonly size: number) {
    this.inOrder = new Float64Array(size);
    this.inTime = new Float64Array(size);
  }

  /** How many are smaller than x. */
  below(x: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.inOrder[middle] < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes a number; the oldest leaves once the window is full. */
  add(x: number): void {
    const { inOrder, inTime, size } = this;
    const at = this.below(x);
    const free = this.count === size ? this.below(inTime[this.oldest]) : this.count++;
    // Only what lies between the place that is freed and the one that is taken moves.
    if (at > free) inOrder.copyWithin(free, free + 1, at);
    else inOrder.copyWithin(at + 1, at, free);
    inOrder[at > free ? at - 1 : at] = x;
    inTime[this.oldest] = x;
    this.oldest = (this.oldest + 1) % size;
  }

  /** The i-th smallest, from 0. */
  at(i: number): number {
    return this.inOrder[i];
  }

  /** The quantile q in [0,1]; NaN while there is nothing. */
  quantile(q: number): number {
    return this.count === 0 ? NaN : this.inOrder[Math.min(this.count - 1, (q * this.count) | 0)];
  }
}
