import type { SourceView } from '@rollcall/shared';

/** A source that has been sending all the time, and has stopped. */
export interface Stopped {
  id: string;
  /** Since when, the log's time, epoch ms. */
  since: number;
}

/** A source that is not heard of for this long has stopped, if it was heard of in nearly every minute; ms. */
const stoppedMs = 90_000;
const leastMinutes = 20;
/** Signals in a usual minute without which a minute may well be empty. */
const leastPerMinute = 5;

/**
 * Sources that have stopped. Site checks are no sources of people.
 * @param wall wall clock, epoch ms
 * @param now the log's clock; @param paceMs how much of it passes in a second
 */
export const stoppedSources = (
  sources: readonly SourceView[],
  wall: number,
  now: number,
  paceMs: number,
): Stopped[] =>
  sources.flatMap(({ id, door, seenAt, lastHour }) => {
    const silentMs = wall - seenAt;
    // an hour ago it may have been anything: then it is no news
    if (door === 'probe' || silentMs < stoppedMs || silentMs > 3_600_000) return [];
    const quiet = Math.ceil(silentMs / 60_000) + 1;
    const before = lastHour.slice(0, Math.max(0, lastHour.length - quiet)).slice(-leastMinutes);
    const busy = before.filter((perMinute) => perMinute >= leastPerMinute).length;
    if (busy < leastMinutes * 0.9) return [];
    return [{ id, since: now - (silentMs / 1_000) * paceMs }];
  });
