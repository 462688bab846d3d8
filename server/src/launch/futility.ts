const FUTILE_STARTS = 3;
/** Who ran this long did start; what ends it later is another matter. */
const STARTED_MS = 10_000;

/** How a process ended: one of the two is null. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Counts how often a role failed to start: it ended by itself, soon. Someone else's signal proves
 * nothing, and a role that ran once is never given up: its count is -1 from then on.
 */
export function failuresToStart(before: number, ended: Ended, ranForMs: number): number {
  if (before < 0 || ranForMs >= STARTED_MS) return -1;
  return ended.code === null ? before : before + 1;
}

/** Whether starting it again is pointless: it needs a person. */
export function isFutile(failures: number): boolean {
  return failures >= FUTILE_STARTS;
}
