import type { SatisfactionAnswer } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import { Answering } from './answer.js';
import { nothingScored } from './attempts.js';
import { BallotBox, type Ballots } from './ballots.js';
import { comparedVotes } from './compared-votes.js';
import { countedVotes } from './count-votes.js';
import { groupsOf } from './groups.js';
import { statedOf } from './stated.js';

/** What arrived of a user's hour in a slice: the last attempt. */
export interface Told {
  customer: number;
  user: number;
  slice: number;
  /** In quarters: ok 4, slow 2, failed 0. */
  score: number;
}

export interface ToldHours {
  slices: readonly SliceName[];
  today: readonly Told[];
  /** The same hour of past weeks. */
  weeks: readonly (readonly Told[])[];
  inIncident: (slice: number) => boolean;
}

const ballotsOf = (told: readonly Told[]): Ballots => {
  const box = new BallotBox();
  for (const { customer, user, slice, score } of told) box.add(customer, user, slice, 1, score);
  return box.ballots;
};

const kinds = { kindOf: () => 0, stages: 1, unidentified: true };

/** The answer to an hour that was told, as the product works it out. */
export const answerTo = ({ slices, today, weeks, inIncident }: ToldHours): SatisfactionAnswer => {
  const hours = [today, ...weeks].map(ballotsOf);
  const work = comparedVotes({
    hours,
    slices,
    hasSlice: () => true,
    kindsOf: () => kinds,
    inIncident,
    panelShare: 1,
  });
  let step = work.next();
  while (!step.done) step = work.next();
  const tally = countedVotes({ ballots: hours[0], groups: groupsOf(slices, () => true), ...kinds });
  return new Answering({
    tally,
    slices,
    past: step.value,
    scores: statedOf([]).scores,
    apdex: nothingScored,
    asOf: 1,
    complete: true,
  }).whole();
};
