import type { Finding, FindingKind, Maintenance, Why } from '@rollcall/shared';
import { scopeHas } from '../slices/scope.js';
import type { Case } from './cases.js';
import type { InSlice } from './grouping.js';
import { maintained } from './maintenance.js';
import { nameOf } from './scope-of.js';
import { inWords } from './why-words.js';

/** Something that is believed to be wrong in a slice. */
export interface Problem extends InSlice {
  kind: FindingKind;
  score: number;
  /** What says most first. */
  why: Why[];
  /** Share of tries that fail; 0: nobody tries. */
  share: number;
}

/** A finding from this score on is believed. */
export const believedScore = 0.5;
/** An incident that ended no longer ago than this is opened again, ms. */
export const reopenMs = 30 * 60_000;

/** Where a problem stands: in an incident, to be opened again with one, kept still, or new. */
export type Standing =
  { is: 'in'; of: Case } | { is: 'back'; of: Case } | { is: 'still'; why: string } | { is: 'new' };

export const standingOf = (
  problem: Problem,
  cases: readonly Case[],
  planned: Iterable<Maintenance>,
  now: number,
): Standing => {
  const covering = cases.filter(
    ({ incident, isBlind }) => !isBlind && scopeHas(incident.scope, problem.slice),
  );
  const open = covering.find(({ incident }) => incident.resolvedAt === null);
  if (open) return { is: 'in', of: open };
  const window = maintained(planned, problem.slice, now);
  if (window) return { is: 'still', why: `maintenance: ${window.title}` };
  const ended = covering.sort((a, b) => b.incident.resolvedAt! - a.incident.resolvedAt!)[0];
  if (!ended) return { is: 'new' };
  const { id, resolvedAt } = ended.incident;
  if (ended.endedByPerson) {
    // the same failures that somebody has called over; those that begin later are news
    return problem.since <= resolvedAt!
      ? { is: 'still', why: `somebody has resolved ${id}, and it never got well since` }
      : { is: 'new' };
  }
  return now - resolvedAt! <= reopenMs ? { is: 'back', of: ended } : { is: 'new' };
};

export const findingOf = (
  { slice, kind, score, why, since }: Problem,
  at: number,
  incident: string | null,
  suppressed: string | null,
): Finding => ({
  id: `${kind}:${nameOf(slice)}`,
  kind,
  scope: { services: [slice.service], regions: [slice.region], channels: [slice.channel] },
  score: Math.round(score * 1_000) / 1_000,
  reason: inWords(why),
  why,
  since,
  at,
  incident,
  suppressed,
});
