import type { AffectedState } from '@rollcall/shared';

/** A user who failed last and has not tried for longer than this is unseen. ms. */
export const unseenAfterMs = 10 * 60_000;

/** States as numbers, so that the gravest of several is the largest. */
export const unaffected = 0;
export const recovered = 1;
export const unseen = 2;
export const failing = 3;

export const stateNames: readonly (AffectedState | undefined)[] = [
  undefined,
  'recovered',
  'unseen',
  'failing',
];

/**
 * State of who failed last at `lastFailed` and was last ok at `lastOk` (0: never); a tie is a
 * failure. All times epoch ms.
 */
export const judge = (lastFailed: number, lastOk: number, now: number): number => {
  if (lastOk > lastFailed) return recovered;
  return lastFailed >= now - unseenAfterMs ? failing : unseen;
};
