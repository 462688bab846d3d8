import { Ranks } from './ranks.js';

/** Fewer numbers than this say nothing about what is rare. */
const WARM_UP = 30;
/** And fewer than this say the less, the fewer they are. */
const SURE = 200;
/** From here on up an exponential stands for the tail: few numbers lie there, and new ones beyond them all. */
const TAIL_FROM = 0.985;
/** But no fewer numbers than this. */
const LEAST_TAIL = 6;
/** The mean excess is at least this part of the way from the median to the tail: a clipped series is not surprised by a hair. */
const LEAST_EXCESS = 0.02;

/** What so many numbers can say at the most; 0 while they are too few. @param most once they are enough */
export const mostSaid = (most: number, count: number): number =>
  count < WARM_UP ? 0 : most * Math.min(1, count / SURE);

/**
 * How rare is a number as large as this, among those before it? Peaks over threshold: ranks below the 98.5th
 * percentile, above it an exponential with the mean excess of the window (Pickands 1975; SPOT, Siffer 2017).
 */
export class Tail {
  private readonly ranks: Ranks;

  constructor(
    memory: number,
    private readonly most: number,
  ) {
    this.ranks = new Ranks(memory);
  }

  /** −log10 of the chance of a number as large, in [0, most]; learns the number afterwards. */
  push(x: number): number {
    const most = mostSaid(this.most, this.ranks.count);
    const surprise = most === 0 ? 0 : Math.min(most, this.surprise(x));
    this.ranks.add(x);
    return surprise;
  }

  private surprise(x: number): number {
    const { ranks } = this;
    const { count } = ranks;
    const first = Math.min(Math.floor(TAIL_FROM * count), count - LEAST_TAIL);
    const threshold = ranks.at(first);
    if (x <= threshold) {
      return Math.log10((count + 1) / (count - ranks.below(x) + 1));
    }
    let excess = 0;
    for (let i = first; i < count; i++) excess += ranks.at(i) - threshold;
    const mean = Math.max(
      excess / (count - first),
      LEAST_EXCESS * (threshold - ranks.at(count >> 1)),
    );
    const rank = Math.log10((count + 1) / (count - first));
    return rank + (x - threshold) / (mean * Math.LN10);
  }
}

/** Both ends: as large, or as small. */
export class Tails {
  private readonly high: Tail;
  private readonly low: Tail;

  constructor(memory: number, most: number) {
    this.high = new Tail(memory, most);
    this.low = new Tail(memory, most);
  }

  /** Positive where the number is unusually large, negative where it is unusually small. */
  push(x: number): number {
    const high = this.high.push(x);
    const low = this.low.push(-x);
    return high >= low ? high : -low;
  }
}
