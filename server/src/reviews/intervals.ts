/** Intervals of shares and counts, 95 %. */

export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

const z = 1.959964;

/**
 * Wilson's score interval of a share.
 * @param n may be an effective number, of weighted ones
 */
export const wilson = (share: number, n: number): { low: number; high: number } => {
  const z2 = z * z;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

/**
 * Newcombe's hybrid score interval of a difference of two shares (Statistics in Medicine 17, 1998, method
 * 10): takes each share's own distance to its Wilson limit.
 */
export const differenceOf = (
  a: { share: number; n: number },
  b: { share: number; n: number },
): Interval => {
  const [wa, wb] = [wilson(a.share, a.n), wilson(b.share, b.n)];
  const estimate = a.share - b.share;
  return {
    estimate,
    low: estimate - Math.hypot(a.share - wa.low, wb.high - b.share),
    high: estimate + Math.hypot(wa.high - a.share, b.share - wb.low),
  };
};

/** Exact-like limits of a Poisson mean of which `n` were seen: Byar's approximation, within 1 % from 1 on. */
export const poissonLimits = (n: number): { low: number; high: number } => {
  const byar = (m: number, sign: number): number =>
    m <= 0 ? 0 : m * (1 - 1 / (9 * m) + (sign * z) / (3 * Math.sqrt(m))) ** 3;
  return { low: byar(n, -1), high: byar(n + 1, 1) };
};

/**
 * How many more came than expected, where the expectation is the mean of several weeks: limits of both
 * counts, put together as in `differenceOf`.
 */
export const excessOf = (n: number, past: readonly number[]): Interval => {
  const weeks = past.length;
  const total = past.reduce((sum, each) => sum + each, 0);
  const expected = total / weeks;
  const [now, then] = [poissonLimits(n), poissonLimits(total)];
  const estimate = n - expected;
  return {
    estimate,
    low: estimate - Math.hypot(n - now.low, then.high / weeks - expected),
    high: estimate + Math.hypot(now.high - n, expected - then.low / weeks),
  };
};
