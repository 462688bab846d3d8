import type { Impact, NoLoss } from '@rollcall/shared';
import { lostOf, noLoss } from '../lost/answer-lost.js';
import { estimateSilent, fewestWeeks } from '../silent/estimate-silent.js';
import { ordinaryAffected } from '../silent/ordinary.js';
import { tallyOf } from '../silent/tally.js';
import type { Question } from './question.js';

/** What an incident looks like against past weeks. */
export type Expected = Pick<Impact, 'silent' | 'ordinary' | 'lost'>;

/** Nothing to compare with, for a reason. */
export const nothingExpected = (why: NoLoss): Expected => ({
  silent: null,
  ordinary: null,
  lost: noLoss(why),
});

/** The same of what was published. */
export const expectedOf = ({ silent, ordinary, lost }: Impact): Expected => ({
  silent,
  ordinary,
  ...(lost && { lost }),
});

/** Works out what a question asks, in whole users. Takes some tenths of a second of computing. */
export const answerTo = ({
  inScope,
  unaffected,
  region,
  lost,
  ...question
}: Question): Expected => {
  const asked = {
    ...question,
    inScope: (slice: number) => inScope[slice] ?? false,
    unaffected: (slice: number) => unaffected[slice] ?? false,
    regionOf: (slice: number) => region[slice] ?? 0,
  };
  const tally = question.weeks.length >= fewestWeeks ? tallyOf(asked) : undefined;
  const silent = estimateSilent(asked, tally);
  const ordinary = ordinaryAffected(asked);
  return {
    silent: silent && {
      estimate: Math.round(silent.estimate),
      low: Math.round(silent.low),
      high: Math.round(silent.high),
    },
    ordinary: ordinary === null ? null : Math.round(ordinary),
    lost: lostOf(asked, lost, tally),
  };
};
