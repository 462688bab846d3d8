import { mostSaid } from './tail.js';

/** What was seen narrows at each end by this part of its width a point: a record of long ago is forgotten. */
const FADE = 1 / 30_000;
/** The exponent of the Pareto tail, and the part of the width that is its unit. */
const STEEP = 4;
const UNIT = 0.05;

/**
 * How far beyond all that was ever seen? Ranks know a window only, and can't tell a record by a hair from one
 * by a mile. So a Pareto tail stands for what has never been: its excess in units of a 20th of all seen.
 */
export class Beyond {
  private low = NaN;
  private high = NaN;
  private count = 0;

  /** @param most of all that it may say */
  constructor(private readonly most: number) {}

  /** −log10 of the chance: positive above all before, negative below, 0 among them; learns the number afterwards. */
  push(x: number): number {
    const { low, high } = this;
    const width = high - low;
    const excess = x > high ? x - high : x < low ? x - low : 0;
    this.low = low + FADE * width < x ? low + FADE * width : x;
    this.high = high - FADE * width > x ? high - FADE * width : x;
    const most = mostSaid(this.most, this.count++);
    if (excess === 0 || most === 0) return 0;
    const said = STEEP * Math.log10(1 + Math.abs(excess) / (UNIT * width));
    return Math.sign(excess) * Math.min(most, said);
  }
}
