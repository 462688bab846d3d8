/**
 * A workspace has one clock, which validation, assessment and windows share. Pure code is handed
 * the time; only adapters hold a clock.
 */
export interface Clock {
  /** The workspace's time, epoch ms. */
  now: () => number;
  /** The wall time at which the workspace's clock showed `time`, epoch ms. */
  toWall: (time: number) => number;
}
