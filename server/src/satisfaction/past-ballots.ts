import { visitStepMs } from '../silent/visits.js';
import { hourMs, stepsAnHour, type OnVisits } from '../history/hour-visits.js';
import { scoreOfStep, type BallotBox } from './ballots.js';

/** Bits of an hour's steps that lie between two times, which lie on steps. */
export const stepsWithin = (hour: number, from: number, to: number): number => {
  let bits = 0;
  for (let step = 0; step < stepsAnHour; step++) {
    const at = hour * hourMs + step * visitStepMs;
    if (at >= from && at < to) bits |= 1 << step;
  }
  return bits;
};

/**
 * Takes the visits of one hour for ballots: of each user and slice the last step that holds anything.
 * @param within bits of the steps that count
 */
export const ballotsOfVisits =
  (
    box: BallotBox,
    hour: number,
    within: number,
    customerOf: (user: number, at: number) => number,
  ): OnVisits =>
  (user, slice, ok, slow, failed) => {
    const here = (ok | slow | failed) & within;
    if (here === 0) return;
    const step = 31 - Math.clz32(here);
    const bit = 1 << step;
    const at = hour * hourMs + step * visitStepMs;
    const score = scoreOfStep((ok & bit) !== 0, (slow & bit) !== 0);
    box.add(customerOf(user, at), user, slice, at, score);
  };
