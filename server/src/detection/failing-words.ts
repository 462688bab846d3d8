import type { Burn } from './burn-rate.js';
import type { Failing } from './series.js';
import type { SuddenFailure } from './sudden-failure.js';
import type { Witness } from './witness.js';
import { count, duration, factor, percent } from './words.js';

/** What was found of a series that fails, with its reason in words. */

export const suddenWords = (found: SuddenFailure, at: number, { said }: Witness): Failing => {
  const { share, people, usual, since, score } = found;
  const reason =
    `${count(people)} people failed in ${duration(at - since)}, ${percent(share)} of who tried; ` +
    `usually under ${percent(usual)}${said}`;
  return { kind: 'failing', since, share, score, reason };
};

export const burnWords = (
  { window, rate, share, people, score }: Burn,
  since: number,
): Failing => ({
  kind: 'burn',
  since,
  share,
  score,
  reason:
    `${percent(share)} of tries failed in the last ${window.long}, ${factor(rate)} times what the ` +
    `objective allows, to ${count(people)} people`,
});
