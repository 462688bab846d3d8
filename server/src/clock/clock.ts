/**
 * A workspace has one clock, which validation, assessment and windows share. Pure code is handed
 * the time; only adapters hold a clock.
 */
export interface Clock {
  /** The workspace's time, epoch ms. */
  now: () => number;
  /** The wall time at which the workspace's clock showed `time`, epoch ms. */
  toWall: (time: number) => number;
  /**
   * The same moment of the week, `weeks` weeks before: what an ordinary day is read from. A demo that is
   * told again and again compares each telling with the weeks before the first.
   */
  weeksBefore: (time: number, weeks: number) => number;
}
