import { outcomes, ratingScales, type RatingScale } from '@rollcall/shared';

/**
 * What a cell counts, each by its place: interactions by outcome, latencies by bucket, contacts, and every
 * answer of each rating scale. All of it adds up, so a longer time or a wider scope is a plain sum.
 *
 * Places are stored: new ones go to the end.
 */
const ratingsBase = 6;
const widths = Object.entries(ratingScales).map(([, [low, high]]) => high - low + 1);
const latencyBase = ratingsBase + widths.reduce((sum, width) => sum + width, 0);

export const counter = {
  ok: outcomes.indexOf('ok'),
  slow: outcomes.indexOf('slow'),
  failed: outcomes.indexOf('failed'),
  contacts: 3,
  /** Contacts that have a sentiment, and the sum of what `sentimentSteps` makes of each. */
  sentiments: 4,
  sentimentSum: 5,
} as const;

/** Sentiment −1 to 1 in whole hundredths from 0, so that it can be counted like all else. */
export const sentimentSteps = (sentiment: number): number => Math.round((sentiment + 1) * 100);
export const sentimentOf = (sum: number, n: number): number => sum / n / 100 - 1;

/** Place of an answer; −1 for one that the scale does not have. */
export const ratingCounter = (scale: RatingScale, score: number): number => {
  let base = ratingsBase;
  for (const [name, [low, high]] of Object.entries(ratingScales)) {
    const fits = Number.isInteger(score) && score >= low && score <= high;
    if (name === scale) return fits ? base + score - low : -1;
    base += high - low + 1;
  }
  return -1;
};

/** Each bucket of latencies is this much wider than the one before: a quantile is off by 7 % at the most. */
const growth = 1.15;
const logGrowth = Math.log(growth);
/** Up to an hour, the longest latency there is; whatever is longer counts as that. */
const buckets = Math.ceil(Math.log(3_600_000) / logGrowth) + 2;

export const counters = latencyBase + buckets;

/** @param ms 0 or more */
export const latencyCounter = (ms: number): number => {
  if (ms < 1) return latencyBase;
  const bucket = 1 + Math.floor(Math.log(ms) / logGrowth + 1e-9);
  return latencyBase + Math.min(buckets - 1, bucket);
};

const middleOf = (bucket: number): number => (bucket === 0 ? 0 : growth ** (bucket - 0.5));

/** The answers of a scale, lowest first: score and how often it was given. */
export const ratingsOf = (counts: ArrayLike<number>, scale: RatingScale): [number, number][] => {
  const [low, high] = ratingScales[scale];
  const base = ratingCounter(scale, low);
  return Array.from({ length: high - low + 1 }, (_, i) => [low + i, counts[base + i]]);
};

/** A quantile of the latencies, ms, and how many there are; null where there are none. */
export const latencyQuantile = (
  counts: ArrayLike<number>,
  quantile: number,
): { value: number | null; n: number } => {
  let n = 0;
  for (let b = 0; b < buckets; b++) n += counts[latencyBase + b];
  if (n === 0) return { value: null, n };
  let rest = Math.max(1, Math.ceil(quantile * n));
  for (let b = 0; b < buckets; b++) {
    rest -= counts[latencyBase + b];
    if (rest <= 0) return { value: middleOf(b), n };
  }
  return { value: middleOf(buckets - 1), n };
};
