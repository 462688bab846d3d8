import type { Visits } from '../silent/visits.js';

/** A step of the funnel: in which slices it is taken, and who does not count. */
export interface StepPlaces {
  has: (slice: number) => boolean;
  /** People that are left out of today, and of each week: who had bought before is no first purchase. */
  leftOut?: readonly ReadonlySet<number>[];
}

/**
 * Tells of each person who got through from `onset` on, once, with the first step in which they did.
 * @param without who is left out
 */
export const gotThrough = (
  { length, person, slice, step, failed }: Visits,
  { steps, onset = 0 }: { steps: number; onset?: number },
  has: StepPlaces['has'],
  without: ReadonlySet<number> | undefined,
  onPerson: (slice: number, step: number) => void = () => undefined,
): number => {
  /** By person the row of their first. */
  const first = new Map<number, number>();
  for (let row = 0; row < length; row++) {
    // 1: all attempts of this step failed
    if (failed[row] === 1 || step[row] < onset || step[row] >= steps || !has(slice[row])) continue;
    if (without?.has(person[row])) continue;
    const known = first.get(person[row]);
    if (known === undefined || step[row] < step[known]) first.set(person[row], row);
  }
  for (const row of first.values()) onPerson(slice[row], step[row]);
  return first.size;
};
