import type { Clock } from './clock.js';

const weekMs = 7 * 86_400_000;

/** The clock of a workspace that lives in real time. */
export const wallClock: Clock = {
  now: () => Date.now(),
  toWall: (time) => time,
  weeksBefore: (time, weeks) => time - weeks * weekMs,
};
