/**
 * Who was there when, in columns: one row for each (person, slice, step) in which somebody tried
 * something that arrived. The same shape holds a past week and today.
 */
export interface Visits {
  /** Rows in use; the arrays may be longer. */
  length: number;
  /** Dense number of the person, the same person under the same number in every week. */
  person: Uint32Array;
  /** Number of the slice, the same in every week. */
  slice: Uint16Array;
  /** Steps since the beginning of the time that is compared. */
  step: Uint16Array;
  /**
   * 0: nothing failed. 1: all attempts of this step failed. 2: some failed and others got through, which
   * tells how often people come through in between; with 1 instead the estimate is a few per cent low.
   */
  failed: Uint8Array;
}

/** Length of a step, ms: fine enough for an onset, coarse enough to keep for weeks. */
export const visitStepMs = 5 * 60_000;
