import type { Burn } from './burn-rate.js';
import type { Failing } from './series.js';
import type { SuddenFailure } from './sudden-failure.js';
import type { Witness } from './witness.js';

/** What was found of a series that fails, and why. */

export const suddenOf = (
  { share, failed, tries, usual, since, score }: SuddenFailure,
  at: number,
  { why }: Witness,
): Failing => ({
  kind: 'failing',
  since,
  share,
  score,
  why: [{ code: 'failing', failed, tries, withinMs: at - since, usual }, ...why],
});

export const burnFound = (
  { window, rate, share, failed, tries, score }: Burn,
  since: number,
): Failing => ({
  kind: 'burn',
  since,
  share,
  score,
  why: [{ code: 'burn', failed, tries, windowMs: window.longMs, factor: rate }],
});
