import type { Pulse } from '@rollcall/shared';
import { visitStepMs } from '../silent/visits.js';

/** People in each step of a past week; null where the week was no ordinary one. */
export type PastWeek = readonly (number | null)[];

/** The middle of sorted numbers, of which there is one at least. */
export const median = (sorted: readonly number[]): number => {
  const half = sorted.length / 2;
  return Math.floor(half) === half
    ? (sorted[half - 1] + sorted[half]) / 2
    : sorted[Math.floor(half)];
};

/**
 * How many people are here beside the same steps of past weeks.
 * @param people in each step of today, oldest first, of the panel
 * @param share of all people who are in the panel
 */
export const pulseOf = (
  from: number,
  people: readonly number[],
  weeks: readonly PastWeek[],
  share: number,
): Pulse => {
  const all = (panel: number): number => Math.round(panel / share);
  const usual = people.map((_, step) => {
    const known = weeks.flatMap((week) => week[step] ?? []).sort((a, b) => a - b);
    if (known.length === 0) return null;
    return { middle: all(median(known)), low: all(known[0]), high: all(known[known.length - 1]) };
  });
  return { stepMs: visitStepMs, from, people: people.map(all), usual, weeks: weeks.length };
};
