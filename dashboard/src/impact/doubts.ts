import type { Freshness, Impact } from '@rollcall/shared';

/** How far the counts can be trusted: every reason why they may be too low, the gravest first. */
export type Doubt =
  | { kind: 'counting' }
  | { kind: 'since'; at: number }
  | { kind: 'sampled'; share: number }
  | { kind: 'anonymous'; failures: number }
  | { kind: 'unknown'; users: number }
  | { kind: 'coverage'; share: number }
  | { kind: 'parked'; batches: number };

export const doubtsOf = (impact: Impact, { parked }: Pick<Freshness, 'parked'>): Doubt[] => {
  const { complete, atLeastSince, sampling, anonymous, coverage, unidentified } = impact;
  const doubts: Doubt[] = [];
  if (!complete) doubts.push({ kind: 'counting' });
  if (atLeastSince !== null) doubts.push({ kind: 'since', at: atLeastSince });
  if (sampling !== null && sampling < 1) doubts.push({ kind: 'sampled', share: sampling });
  if (anonymous > 0) doubts.push({ kind: 'anonymous', failures: anonymous });
  if (unidentified > 0) doubts.push({ kind: 'unknown', users: unidentified });
  if (coverage !== null && coverage < 1) doubts.push({ kind: 'coverage', share: coverage });
  if (parked > 0) doubts.push({ kind: 'parked', batches: parked });
  return doubts;
};
