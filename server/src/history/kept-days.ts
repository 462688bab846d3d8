import type { Clock } from '../clock/clock.js';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** Past weeks that today is compared with. */
export const weeksCompared = 4;

/**
 * Whether a day's visits (whole days since the epoch) may still be asked for: the week until now, and
 * all that lies up to four weeks before any time of it. On a wall clock these are the last five weeks.
 */
export const keepsDay = (clock: Pick<Clock, 'now' | 'weeksBefore'>): ((day: number) => boolean) => {
  const now = clock.now();
  const ranges = [
    [clock.weeksBefore(now, weeksCompared) - weekMs, clock.weeksBefore(now, 1) + weekMs],
    [now - weekMs, Infinity],
  ];
  return (day) => ranges.some(([from, to]) => (day + 1) * dayMs > from && day * dayMs <= to);
};
