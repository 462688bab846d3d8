import type { RatingScale, SeriesMetric } from '@rollcall/shared';
import { counter, latencyQuantile, ratingsOf, sentimentOf } from './counters.js';

/** A value and how many observations it is of; null: nothing came from which it could be told. */
export interface Measured {
  value: number | null;
  n: number;
}

type Counts = ArrayLike<number>;

const interactionsOf = (counts: Counts): number =>
  counts[counter.ok] + counts[counter.slow] + counts[counter.failed];

const share = (part: number, n: number): Measured => ({ value: n === 0 ? null : part / n, n });

/** A count is 0, not unknown, only where something came. */
const count = (value: number, counts: Counts): Measured => {
  const n = interactionsOf(counts);
  return { value: n + value === 0 ? null : value, n };
};

const answers = (
  counts: Counts,
  scale: RatingScale,
  worth: (score: number) => number,
): Measured => {
  let n = 0;
  let sum = 0;
  for (const [score, times] of ratingsOf(counts, scale)) {
    n += times;
    sum += worth(score) * times;
  }
  return share(sum, n);
};

const metrics: Record<SeriesMetric, (counts: Counts) => Measured> = {
  interactions: (counts) => count(interactionsOf(counts), counts),
  ok: (counts) => count(counts[counter.ok], counts),
  slow: (counts) => count(counts[counter.slow], counts),
  failed: (counts) => count(counts[counter.failed], counts),
  failureShare: (counts) => share(counts[counter.failed], interactionsOf(counts)),
  // Apdex Technical Specification 1.1: satisfied + half of the tolerating, of all
  apdex: (counts) => share(counts[counter.ok] + counts[counter.slow] / 2, interactionsOf(counts)),
  latencyP50: (counts) => latencyQuantile(counts, 0.5),
  latencyP95: (counts) => latencyQuantile(counts, 0.95),
  latencyP99: (counts) => latencyQuantile(counts, 0.99),
  contacts: (counts) => ({
    ...count(counts[counter.contacts], counts),
    n: counts[counter.contacts],
  }),
  csat: (counts) => answers(counts, 'csat', (score) => (score >= 4 ? 100 : 0)),
  nps: (counts) => answers(counts, 'nps', (score) => (score >= 9 ? 100 : score <= 6 ? -100 : 0)),
  ces: (counts) => answers(counts, 'ces', (score) => score),
  sentiment: (counts) => {
    const n = counts[counter.sentiments];
    return { value: n === 0 ? null : sentimentOf(counts[counter.sentimentSum], n), n };
  },
};

/** What the counters of a scope and time say of a metric. */
export const measure = (metric: SeriesMetric, counts: Counts): Measured => metrics[metric](counts);
