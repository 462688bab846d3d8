import { fewestWeeks } from '../silent/estimate-silent.js';
import type { SilentQuestion } from '../silent/question.js';
import type { Busy } from './busy.js';
import { gotThrough, type StepPlaces } from './got-through.js';
import { predicted } from './predict.js';

/** Users, whole numbers; low ≤ lost ≤ high, and lost = expected − actual. */
export interface LostEstimate {
  expected: number;
  actual: number;
  lost: number;
  low: number;
  high: number;
  weeks: number;
}

/**
 * How far newcomers may be from following everybody else: where twice as many people come, sign-ups may grow by
 * a twelfth more or less than that. A standard error, as a share of ln f.
 */
const followError = 0.12;
const z95 = 1.96;

/**
 * People who would have got through a step between onset and end and did not, with a 95 % interval; null
 * without two past weeks.
 *
 *   expected = mean over past weeks of Σ f(t) over the people who got through, each once, at t
 *   lost     = expected − actual
 *
 * with f(t), how busy today is (busy.ts). What is sought is not a mean but a day that did not happen: the
 * interval holds what chance makes of a count, how past weeks differ beyond that (predict.ts), and how well f is
 * known. Who gets through later, after the end, is in `lost`; who did within the time is in `actual`.
 */
export const estimateLost = (
  question: Pick<SilentQuestion, 'steps' | 'onset' | 'weeks' | 'today' | 'panelShare'>,
  { has, leftOut }: StepPlaces,
  busy: Busy,
): LostEstimate | null => {
  const { weeks, today, panelShare, steps, onset = 0 } = question;
  if (weeks.length < fewestWeeks || steps <= onset) return null;
  const actual = gotThrough(today, question, has, leftOut?.[0]);
  let scaled = 0;
  const counts = weeks.map((week, w) =>
    gotThrough(week, question, has, leftOut?.[w + 1], (slice, step) => {
      scaled += busy.at(slice, step);
    }),
  );
  const usual = counts.reduce((a, b) => a + b, 0);
  const factor = usual > 0 ? scaled / usual : 1;
  const noise = Math.hypot(busy.noise, followError * Math.log(Math.max(factor, 0.05)));
  const [low, high] = predicted({ counts, busy: busy.weeks, factor, noise });
  const expected = scaled / weeks.length;
  // of people outside of the panel it is not known whether it lost more of them, or fewer
  const unseen = z95 * Math.sqrt(Math.max(0, expected - actual) * (1 - panelShare));
  const users = (people: number): number => Math.round(people / panelShare);
  const [found, came] = [users(expected), users(actual)];
  const beyond = (end: number): number =>
    users(expected + Math.sign(end - expected) * Math.hypot(end - expected, unseen));
  return {
    expected: found,
    actual: came,
    lost: found - came,
    low: Math.min(found, beyond(low)) - came,
    high: Math.max(found, beyond(high)) - came,
    weeks: weeks.length,
  };
};
