import { Ranks } from './ranks.js';
import type { Known } from './season.js';

const LAGS = 6;
/** Moves, the way back to the short-term mean, for each season the way to its level and its own move, and a guess. */
const INPUTS = LAGS + 1 + 2 * 2 + 1;
/** Old evidence fades with a half-life of about 1,400 points. */
const MEMORY = 0.9995;
/** Inputs beyond this many large moves are cut: one spike must not shake what was learned. */
const CUT = 12;
/** Errors beyond this many times their 90th percentile are learned in part. */
const BELIEVED = 2;

const cut = (x: number, most: number): number => Math.max(-most, Math.min(most, x));

const input = (way: number, unit: number): number => (Number.isNaN(way) ? 0 : cut(way / unit, CUT));

/**
 * Forecasts the next move from the last ones, from what the seasons expect and from a guess: recursive least squares
 * with forgetting, on inputs in units of the series' own large moves (the 90th percentile).
 */
export class Forecast {
  private readonly weights = new Float64Array(INPUTS);
  /** The inverse of the inputs' weighted covariance. */
  private readonly inverse = new Float64Array(INPUTS * INPUTS);
  private readonly inputs = new Float64Array(INPUTS);
  private readonly gain = new Float64Array(INPUTS);
  private readonly moves = new Ranks(500);
  private readonly errors = new Ranks(500);
  private readonly lately = new Float64Array(LAGS);
  private mean = NaN;
  private last = NaN;
  private lastKnown: Known = { daily: NaN, weekly: NaN };

  constructor() {
    this.reset();
  }

  /**
   * @param known what the seasons expect at x's time
   * @param guess the next move, by whatever else may know; NaN: nobody does
   * @returns how far x lies from the forecast
   */
  push(x: number, known: Known, guess: number): number {
    if (Number.isNaN(this.last)) {
      this.last = this.mean = x;
      this.lastKnown = known;
      return 0;
    }
    const move = x - this.last;
    const { moves } = this;
    const unit = moves.quantile(0.9) || moves.at(moves.count - 1) || Math.abs(move) || 1;
    this.fill(unit, known);
    this.inputs[INPUTS - 1] = input(guess, unit);
    let forecast = 0;
    for (let i = 0; i < INPUTS; i++) forecast += this.weights[i] * this.inputs[i];
    const error = cut(move / unit, 1000) - forecast;
    const bound = this.errors.count > 20 ? BELIEVED * this.errors.quantile(0.9) : Infinity;
    this.errors.add(Math.abs(error));
    this.learn(cut(error, Math.min(bound, CUT)));
    moves.add(Math.abs(move));
    this.lately.copyWithin(1, 0);
    this.lately[0] = move;
    this.mean += (x - this.mean) / 20;
    this.last = x;
    this.lastKnown = known;
    return error * unit;
  }

  private fill(unit: number, { daily, weekly }: Known): void {
    const { inputs, last, lastKnown } = this;
    for (let i = 0; i < LAGS; i++) inputs[i] = input(this.lately[i], unit);
    inputs[LAGS] = input(this.mean - last, unit);
    inputs[LAGS + 1] = input(daily - last, unit);
    inputs[LAGS + 2] = input(daily - lastKnown.daily, unit);
    inputs[LAGS + 3] = input(weekly - last, unit);
    inputs[LAGS + 4] = input(weekly - lastKnown.weekly, unit);
  }

  private learn(error: number): void {
    const { inverse, inputs, gain, weights } = this;
    let size = MEMORY;
    for (let i = 0; i < INPUTS; i++) {
      let sum = 0;
      for (let j = 0; j < INPUTS; j++) sum += inverse[i * INPUTS + j] * inputs[j];
      gain[i] = sum;
      size += sum * inputs[i];
    }
    let trace = 0;
    for (let i = 0; i < INPUTS; i++) {
      weights[i] += (gain[i] / size) * error;
      for (let j = 0; j <= i; j++) {
        const entry = (inverse[i * INPUTS + j] - (gain[i] * gain[j]) / size) / MEMORY;
        inverse[i * INPUTS + j] = inverse[j * INPUTS + i] = entry;
      }
      trace += inverse[i * INPUTS + i];
    }
    // Without new evidence forgetting blows it up; it then begins anew, and keeps the weights.
    if (!(trace < 1e4 * INPUTS)) this.reset();
  }

  private reset(): void {
    this.inverse.fill(0);
    for (let i = 0; i < INPUTS; i++) this.inverse[i * INPUTS + i] = 1;
  }
}
