import type { Visits } from './visits.js';

export interface OrdinaryQuestion {
  /** Length of the compared time in steps. */
  steps: number;
  /** Step of the onset; default 0. */
  onset?: number;
  inScope: (slice: number) => boolean;
  weeks: readonly Visits[];
  panelShare: number;
}

/**
 * Affected users that an ordinary day gives in the same scope and hours: the mean over the weeks of distinct
 * people with a failed step, over the panel's share. Not rounded; null without a week.
 */
export const ordinaryAffected = ({
  steps,
  onset = 0,
  inScope,
  weeks,
  panelShare,
}: OrdinaryQuestion): number | null => {
  if (weeks.length === 0) return null;
  let affected = 0;
  for (const { length, person, slice, step, failed } of weeks) {
    const people = new Set<number>();
    for (let i = 0; i < length; i++)
      if (failed[i] && step[i] >= onset && step[i] < steps && inScope(slice[i]))
        people.add(person[i]);
    affected += people.size;
  }
  return affected / weeks.length / panelShare;
};
