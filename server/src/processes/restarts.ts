const FIRST_MS = 50;
const LONGEST_MS = 10_000;
/** Who ran this long was well: its next crash is a first one again. */
const HEALTHY_MS = 10_000;

/** How often in a row a process ended soon after it began; what the next delay depends on. */
export function crashesInARow(before: number, ranForMs: number): number {
  return ranForMs >= HEALTHY_MS ? 1 : before + 1;
}

/** How long to wait before the next start, in milliseconds: 50 after the first crash, then doubling to 10 s. */
export function restartDelayMs(crashes: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (crashes - 1));
}
