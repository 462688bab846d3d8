import type { Timer } from './within.js';

/** The real time's timer. */
export const realTimer: Timer = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
