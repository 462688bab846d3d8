import type { IncidentWhy } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import type { Problem } from './problem.js';
import type { titleOf } from './scope-of.js';
import { inWords } from './why-words.js';

/** Problems in words. */

export const placeOf = ({ service, region, channel }: SliceName): string =>
  `${service} on ${channel} in ${region}`;

export const slicesIn = (problems: readonly Problem[]): SliceName[] =>
  problems.map(({ slice }) => slice);

export const whatOf = (problems: readonly Problem[]): Parameters<typeof titleOf>[0] => {
  if (problems.every(({ kind }) => kind === 'silent')) return 'is not reached';
  return problems.some(({ share, kind }) => share >= 0.5 || kind === 'health')
    ? 'fails'
    : 'fails for some';
};

/** The strongest reason, and how much more there is: in words, and as codes and numbers. */
export const reasonOf = (problems: readonly Problem[]): { reason: string; why: IncidentWhy } => {
  const [{ slice, why }, ...others] = [...problems].sort((a, b) => b.score - a.score);
  const { service, region, channel } = slice;
  const more = others.length === 0 ? '' : `; so do ${others.length} other places`;
  return {
    reason: `${placeOf(slice)}: ${inWords(why)}${more}`.slice(0, 1_000),
    why: { place: { service, region, channel }, others: others.length, why },
  };
};
