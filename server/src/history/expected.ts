import type { Impact } from '@rollcall/shared';
import { estimateSilent } from '../silent/estimate-silent.js';
import { ordinaryAffected } from '../silent/ordinary.js';
import type { Question } from './question.js';

/** What an incident looks like against past weeks. */
export type Expected = Pick<Impact, 'silent' | 'ordinary'>;

/** No past to compare with. */
export const nothingExpected: Expected = { silent: null, ordinary: null };

/** The same of what was published. */
export const expectedOf = ({ silent, ordinary }: Impact): Expected => ({ silent, ordinary });

/** Works out what a question asks, in whole users. Takes some tenths of a second of computing. */
export const answerTo = ({ inScope, unaffected, region, ...question }: Question): Expected => {
  const asked = {
    ...question,
    inScope: (slice: number) => inScope[slice] ?? false,
    unaffected: (slice: number) => unaffected[slice] ?? false,
    regionOf: (slice: number) => region[slice] ?? 0,
  };
  const silent = estimateSilent(asked);
  const ordinary = ordinaryAffected(asked);
  return {
    silent: silent && {
      estimate: Math.round(silent.estimate),
      low: Math.round(silent.low),
      high: Math.round(silent.high),
    },
    ordinary: ordinary === null ? null : Math.round(ordinary),
  };
};
