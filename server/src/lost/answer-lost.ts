import type { Lost, LostCount, NoLoss } from '@rollcall/shared';
import { fewestWeeks } from '../silent/estimate-silent.js';
import type { SilentQuestion } from '../silent/question.js';
import { tallyOf, type Tally } from '../silent/tally.js';
import { busyOf, type Busy } from './busy.js';
import { estimateLost } from './estimate-lost.js';

export type LostStep = 'signups' | 'firstPurchases';

/** Where a step is looked for, as data; or why it is not. */
export type AskedStep =
  | { why: NoLoss }
  | {
      why: null;
      where: LostCount['where'];
      /** By slice. */
      isHere: boolean[];
      /** Who does not count: of today, then of each week. Left out: nobody. */
      leftOut?: ReadonlySet<number>[];
    };
export type AskedSteps = Record<LostStep, AskedStep>;

/** No number, for one reason. */
export const noLoss = (why: NoLoss): Lost => ({
  signups: null,
  firstPurchases: null,
  why: { signups: why, firstPurchases: why },
});

/**
 * Sign-ups and first purchases that an incident cost, each with its reason where there is none.
 * @param tally the question's, which serves where the steps lie in the incident
 */
export const lostOf = (question: SilentQuestion, steps: AskedSteps, tally?: Tally): Lost => {
  const asked = [steps.signups, steps.firstPurchases];
  const isHere = (slice: number): boolean =>
    asked.some((step) => step.why === null && (step.isHere[slice] ?? false));
  const isApart = asked.some((step) => step.why === null && step.where === 'regions');
  let busy: Busy | undefined;
  /** What is compared cannot be what it is compared by. */
  const compared = (): Busy => {
    const { unaffected } = question;
    const beside = (slice: number): boolean => unaffected(slice) && !isHere(slice);
    const others = isApart || !tally ? { ...question, unaffected: beside } : question;
    return (busy ??= busyOf(others, isApart || !tally ? tallyOf(others) : tally));
  };
  const answer = (step: AskedStep): { count: LostCount | null; why: NoLoss | null } => {
    if (step.why !== null) return { count: null, why: step.why };
    if (question.weeks.length < fewestWeeks) return { count: null, why: 'no_weeks' };
    const has = (slice: number): boolean => step.isHere[slice] ?? false;
    const places = { has, ...(step.leftOut && { leftOut: step.leftOut }) };
    const found = estimateLost(question, places, compared());
    return found
      ? { count: { ...found, where: step.where }, why: null }
      : { count: null, why: 'not_yet' };
  };
  const [signups, firstPurchases] = asked.map(answer);
  return {
    signups: signups.count,
    firstPurchases: firstPurchases.count,
    why: { signups: signups.why, firstPurchases: firstPurchases.why },
  };
};
