import type { Visits } from './visits.js';

/** Of a time, its people in scope and out of it, and the same hours of past weeks. */
export interface SilentQuestion {
  /** Length of the compared time in steps; steps from here on are not looked at. */
  steps: number;
  /**
   * Step of the onset. What lies before it (a few hours are plenty) only serves to compare today with the
   * past where there is no unaffected slice. Default 0: nothing lies before.
   */
  onset?: number;
  /** Whether a slice belongs to the incident (and the filter, if there is one). */
  inScope: (slice: number) => boolean;
  /** Whether a slice is in no open incident: what today's expectation is scaled by. */
  unaffected: (slice: number) => boolean;
  /** Number of the slice's region, so that a holiday in one country stays there. Default: one for all. */
  regionOf?: (slice: number) => number;
  /** The same hours of past weeks, of ordinary ones; up to four are of use. All slices. */
  weeks: readonly Visits[];
  /** Today, in-scope and other slices. */
  today: Visits;
  /** Share of all people who are in the visits, (0, 1]. */
  panelShare: number;
}
