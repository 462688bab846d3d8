/**
 * Histogram of milliseconds: bucket → how many. Buckets grow by a constant factor, so that any
 * quantile is right within 5 %, and histograms add up (DDSketch: Masson, Rim, Lee, VLDB 2019;
 * gamma = (1 + a) / (1 − a), a = 0.05).
 */
export type Histogram = ReadonlyMap<number, number>;

const logGamma = Math.log(1.05 / 0.95);

export const bucketOf = (ms: number): number =>
  ms < 1 ? 0 : 1 + Math.ceil(Math.log(ms) / logGamma);

/** Milliseconds that stand for a bucket. */
export const valueOfBucket = (bucket: number): number =>
  bucket === 0 ? 0 : (2 * Math.exp((bucket - 1) * logGamma)) / (1 + Math.exp(logGamma));

/** The ms that a share q stayed within; undefined of nothing. */
export const quantile = (histogram: Histogram, q: number): number | undefined => {
  const buckets = [...histogram].sort((a, b) => a[0] - b[0]);
  const total = buckets.reduce((sum, [, n]) => sum + n, 0);
  let rank = Math.ceil(q * total);
  for (const [bucket, n] of buckets) {
    rank -= n;
    if (rank <= 0) return valueOfBucket(bucket);
  }
  return undefined;
};
