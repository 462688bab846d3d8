import type { Random } from '../people/random.js';

/** A normal deviate (Box and Muller 1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** How often something happens that happens `mean` times on the average. */
export const poisson = (random: Random, mean: number): number => {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let left = random.next(); left > limit; left *= random.next()) count++;
  return count;
};

/** Evenly spread over orders of magnitude. */
export const between = (random: Random, low: number, high: number): number =>
  low * (high / low) ** random.next();

/** Where a bend of noise stands: lognormal with mean 1, and a memory of one turn to the next. */
export class Bend {
  private value: number;
  private turn = Number.NaN;

  /** @param spread of its logarithm; @param memory correlation of neighbouring turns */
  constructor(
    private readonly random: Random,
    private readonly spread: number,
    private readonly memory: number,
  ) {
    this.value = normal(random);
  }

  /** The factor at a turn; turns are asked for in order. */
  at(turn: number): number {
    if (turn !== this.turn) {
      this.turn = turn;
      this.value = this.memory * this.value + Math.sqrt(1 - this.memory ** 2) * normal(this.random);
    }
    return Math.exp(this.spread * this.value - this.spread ** 2 / 2);
  }
}
