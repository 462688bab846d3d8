/**
 * Clocks of pages are anybody's. A batch says what its page's clock showed as it was sent; what lies
 * between that and its arrival is either the way it took or a wrong clock.
 */

/** Nothing arrives before it was sent: from here on it is the clock, ms. */
const plausibleAheadMs = 5_000;
/** Longer than this no request is under way, ms. */
const plausibleWayMs = 60_000;

/** How far a page's clock is ahead of ours (behind: negative), ms; 0 as far as it may be the way. */
export const skewOf = (sentAt: number, receivedAt: number): number => {
  const ahead = sentAt - receivedAt;
  return ahead > plausibleAheadMs || ahead < -plausibleWayMs ? ahead : 0;
};

/** A signal's time by our clock; what is no number is left for validation to refuse. */
export const byOurClock = (at: unknown, skewMs: number): unknown =>
  typeof at === 'number' ? at - skewMs : at;
