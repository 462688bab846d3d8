/** The first wait after a failure, and the longest, ms. */
const firstMs = 2_000;
const longestMs = 300_000;

/** What to do with a batch after an answer: it is settled, it waits, or this page has no key to send. */
export type Verdict = 'settled' | 'wait' | 'stop';

/** @param status of the answer; 0: none came */
export const verdictOn = (status: number): Verdict => {
  if (status === 401 || status === 403) return 'stop';
  if (status === 0 || status === 408 || status === 429 || status >= 500) return 'wait';
  return 'settled';
};

/**
 * How long to wait, ms: doubled with each failure in a row, never less than the API asked for, and
 * spread, so that not all pages come back at once.
 * @param failures in a row, this one included
 * @param retryAfterSeconds NaN: the API said nothing
 * @param chance 0 to 1
 */
export const waitAfter = (failures: number, retryAfterSeconds: number, chance: number): number => {
  const wait = Math.min(longestMs, firstMs * 2 ** (failures - 1)) * (0.5 + chance / 2);
  const asked = Math.min(3_600, retryAfterSeconds || 0) * 1_000 * (1 + chance / 4);
  return Math.max(wait, asked);
};
