/**
 * How many people an ordinary day would bring, from a few past weeks: a prediction of one count from others.
 * Past counts are Poisson about a rate that each week multiplies by a mood of its own, a gamma of mean 1 and
 * standard deviation τ (so each is negative binomial), and today is one more such week:
 *
 *   past(w) ~ NB(mean ρ · busy(w), τ)      today ~ NB(mean ρ · factor, √(τ² + noise²))
 *
 * Neither ρ nor τ is known; both are averaged over what they may be, given the counts (Bayes, on a grid):
 * p(ρ) ∝ ρ^−½ (Jeffreys'), p(τ) ∝ 1 ÷ (τ + calm)(1 + (τ ÷ restive)²). Two alike weeks are then no proof of calm: of few weeks the
 * interval comes out wide, much as Student's t makes it for a mean.
 */
export interface PastCounts {
  /** Past weeks' people; at least one week. */
  counts: readonly number[];
  /** How busy each week was beside their mean, all about 1. */
  busy: readonly number[];
  /** How busy today is beside that mean. */
  factor: number;
  /** Relative standard error of `factor`. */
  noise: number;
}

/** What weeks differ by, as people know it: hardly less than the first, seldom more than the second. */
const [calm, restive] = [0.02, 0.6];
const mostRestless = 1.5;
const [moods, rates] = [24, 41];
/** The grid of rates reaches so many standard errors to each side. */
const reach = 5;

/** ln Γ(x), x > 0: Stirling's series after stepping up to where it is exact to 10⁻⁹. */
export const logGamma = (x: number): number => {
  let [at, shift] = [x, 0];
  while (at < 8) shift += Math.log(at++);
  const inverse = 1 / at;
  const series = inverse * (1 / 12 - inverse ** 2 * (1 / 360 - inverse ** 2 / 1_260));
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - shift;
};

/** Log of the chance of a count, without the part that is the same for all rates and moods. */
const logChance = (count: number, mean: number, restless: number): number => {
  if (restless < 1e-3) return count * Math.log(mean) - mean;
  const shape = 1 / restless ** 2;
  const grown = logGamma(count + shape) - logGamma(shape);
  return grown + shape * Math.log(shape / (shape + mean)) + count * Math.log(mean / (shape + mean));
};

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Φ by Zelen and Severo (Abramowitz and Stegun 26.2.17), to 10⁻⁷. */
const normalBelow = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - above : above;
};

/** Chance that a gamma of this mean and shape is below x, by Wilson and Hilferty's cube root. */
const gammaBelow = (x: number, mean: number, shape: number): number =>
  normalBelow((Math.cbrt(x / mean) - 1 + 1 / (9 * shape)) * Math.sqrt(9 * shape));

interface Possible {
  weight: number;
  mean: number;
  /** Of the gamma that stands for the count: mean² ÷ variance. */
  shape: number;
}

/** All that today may be, by rate and mood. */
const possibilities = ({ counts, busy, factor, noise }: PastCounts): Possible[] => {
  const all = sum(counts) + 0.5;
  const middle = Math.log(all / sum(busy));
  const from = Math.log(calm);
  const stride = (Math.log(mostRestless + calm) - from) / (moods - 1);
  const found: { log: number; mean: number; shape: number }[] = [];
  for (let mood = 0; mood < moods; mood++) {
    const restless = Math.exp(from + mood * stride) - calm;
    const error = Math.sqrt(1 / all + restless ** 2 / counts.length);
    for (let step = 0; step < rates; step++) {
      const logRate = middle + error * reach * ((2 * step) / (rates - 1) - 1);
      const rate = Math.exp(logRate);
      const seen = counts.reduce((log, n, w) => log + logChance(n, rate * busy[w], restless), 0);
      const mean = rate * factor;
      const shape = 1 / (1 / mean + restless ** 2 + noise ** 2);
      // a wider grid has longer steps
      const before = logRate / 2 + Math.log(error) - Math.log(1 + (restless / restive) ** 2);
      found.push({ log: seen + before, mean, shape });
    }
  }
  const most = Math.max(...found.map(({ log }) => log));
  return found
    .map(({ log, ...rest }) => ({ weight: Math.exp(log - most), ...rest }))
    .filter(({ weight }) => weight > 1e-9);
};

/**
 * What today would be with a chance of `low` or less, … `high` or less; a count, between whole numbers as the
 * gamma in its place has it. A day that nobody is expected on has 0 to 0.
 */
export const predicted = (
  past: PastCounts,
  [low, high]: readonly [number, number] = [0.025, 0.975],
): [number, number] => {
  if (!(past.factor > 0)) return [0, 0];
  const possible = possibilities(past);
  const total = sum(possible.map(({ weight }) => weight));
  const below = (x: number): number =>
    possible.reduce((p, each) => p + each.weight * gammaBelow(x, each.mean, each.shape), 0) / total;
  const quantile = (share: number): number => {
    let [from, to] = [0, 1];
    while (below(to) < share) [from, to] = [to, to * 2];
    for (let i = 0; i < 40; i++) {
      const middle = (from + to) / 2;
      if (below(middle) < share) from = middle;
      else to = middle;
    }
    return (from + to) / 2;
  };
  return [quantile(low), quantile(high)];
};
