import type { AffectedState } from '@rollcall/shared';
import type { Match } from '../directory/lookup.js';
import type { SliceName } from '../slices/slice.js';
import type { ImpactCount } from './impact-count.js';
import { recovered, stateNames } from './judge.js';
import type { TallyContext } from './tally-context.js';
import { tally, type AffectedVisit } from './tally.js';

/** How an incident met one person or customer. Times are epoch ms. */
export interface PersonImpact {
  state: AffectedState;
  /** First failure. */
  since: number;
  /** When they were well again; null while they are not. */
  backAt: number | null;
  slices: SliceName[];
}

/** How an incident met each of the matches; undefined where it did not. One pass for all of them. */
export const impactOnMatches = (
  count: ImpactCount,
  matches: readonly Match[],
  context: TallyContext,
): (PersonImpact | undefined)[] => {
  const visits = matches.map((): AffectedVisit[] => []);
  tally(count, {}, context, (visit) => {
    matches.forEach(({ user, customer }, i) => {
      if (user >= 0 ? visit.user === user : visit.customer === customer) visits[i].push(visit);
    });
  });
  return visits.map(personImpact);
};

const personImpact = (visits: AffectedVisit[]): PersonImpact | undefined => {
  if (visits.length === 0) return undefined;
  const state = Math.max(...visits.map((visit) => visit.state));
  return {
    state: stateNames[state] ?? 'recovered',
    since: Math.min(...visits.map(({ firstFailed }) => firstFailed)),
    backAt: state === recovered ? Math.max(...visits.map(({ lastOk }) => lastOk)) : null,
    slices: [...new Set(visits.map(({ slice }) => slice))],
  };
};
