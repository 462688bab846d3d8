/** How much likelier one explanation is than another, in nats (natural log of the ratio). */

/**
 * Kullback–Leibler divergence of two shares: times n, the log-likelihood ratio of n tries that failed with
 * the share `seen` against tries that fail with the share `usual`.
 */
export const divergence = (seen: number, usual: number): number =>
  (seen > 0 ? seen * Math.log(seen / usual) : 0) +
  (seen < 1 ? (1 - seen) * Math.log((1 - seen) / (1 - usual)) : 0);

/** Evidence that more of some votes failed than usual, nats; 0 where fewer did. */
export const evidenceAgainst = (usual: number, failed: number, ok: number): number => {
  const votes = failed + ok;
  const share = votes > 0 ? failed / votes : 0;
  return share > usual ? votes * divergence(share, usual) : 0;
};

/** Evidence as a score in [0, 1]: 0.5 where it is just enough. */
export const scoreOf = (evidence: number, enough: number): number =>
  evidence <= 0 ? 0 : evidence / (evidence + enough);

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
