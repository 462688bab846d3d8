import type { Clock } from './clock.js';
import { weekMs } from './time.js';

/** The clock of a workspace that lives in real time. */
export const wallClock: Clock = {
  now: () => Date.now(),
  toWall: (time) => time,
  weeksBefore: (time, weeks) => time - weeks * weekMs,
};
