import { mirrored, mirroredWithout } from './mirror.js';
import type { SilentQuestion } from './question.js';
import { guessedShare } from './scale.js';
import { parts, type Tally, tallyOf } from './tally.js';

/** Users, not rounded; low ≤ estimate ≤ high. */
export interface SilentEstimate {
  estimate: number;
  low: number;
  high: number;
}

/** With one week there is no telling chance from habit. */
export const fewestWeeks = 2;
/** Student's t for as many parts as people are dealt into, 95 %. */
const t95 = 2.04;
/** Standard error of a scale that only hangs on what was before the onset: people's mood may have changed. */
export const leadError = 0.1;

/**
 * Standard error, as a share of the estimate, where nobody is counted: then it is unknown how often silent
 * people get through, and how many of them fill the slices beside the scope.
 */
const mirrorError = 0.3;

/**
 * By how much the scope's share of all comings differs from week to week beyond chance, as a standard
 * deviation of its logarithm. Half again as much as chance gives still passes for chance.
 */
const restlessness = ({ weeks }: Tally): number => {
  if (weeks.some(({ scope, beside }) => scope === 0 || beside === 0)) return 0;
  const ratios = weeks.map(({ scope, beside }) => Math.log(scope / beside));
  const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length;
  const variance = ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (ratios.length - 1);
  const chance =
    weeks.reduce((sum, { scope, beside }) => sum + 1 / scope + 1 / beside, 0) / weeks.length;
  return Math.sqrt(Math.max(0, variance - 1.5 * chance) * (1 + 1 / weeks.length));
};

/**
 * Users who failed in scope since the onset and of whom no failure arrived, with a 95 % interval; null
 * without two past weeks. How: mirror.ts. The interval adds up
 * - chance: a jackknife over parts of the people. It holds what hangs on who came, today and in past weeks;
 * - how restless past weeks were, and how far the scale is a guess, each times the estimate's slope;
 * - how far the mirror is a guess.
 * @param tallied the question's tally, where it was made before
 */
export const estimateSilent = (
  question: SilentQuestion,
  tallied?: Tally,
): SilentEstimate | null => {
  const { steps, onset = 0, weeks, panelShare } = question;
  if (weeks.length < fewestWeeks || steps <= onset) return null;
  const tally = tallied ?? tallyOf(question);
  const { silent, slope, unmirrored, basis } = mirrored(tally);
  const grown = parts / (parts - 1);
  const without = tally.byPart.map((_, part) => grown * mirroredWithout(tally, part, basis).silent);
  const mean = without.reduce((a, b) => a + b, 0) / parts;
  const chance = without.reduce((sum, one) => sum + (one - mean) ** 2, 0) / grown;
  const guess = leadError * guessedShare(tally, basis.scale);
  const error = Math.hypot(
    Math.sqrt(chance),
    slope * restlessness(tally),
    slope * guess,
    mirrorError * unmirrored * silent,
  );
  const users = (people: number): number => Math.max(0, people) / panelShare;
  return {
    estimate: users(silent),
    low: users(silent - t95 * error),
    high: users(silent + t95 * error),
  };
};
