import type { SliceName } from '../slices/slice.js';
import type { Problem } from './problem.js';
import type { titleOf } from './scope-of.js';

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

/** The strongest reason, and how much more there is. */
export const reasonOf = (problems: readonly Problem[]): string => {
  const [first, ...others] = [...problems].sort((a, b) => b.score - a.score);
  const more = others.length === 0 ? '' : `; so do ${others.length} other places`;
  return `${placeOf(first.slice)}: ${first.reason}${more}`.slice(0, 1_000);
};
