import {
  reviewMethod,
  type IncidentRecord,
  type Rates,
  type Review,
  type ReviewSummary,
} from '@rollcall/shared';
import { dueOf } from './due.js';
import { convert } from './rates.js';
import type { ReviewRecord } from './review-state.js';

/** The review as it is read: what is frozen as it was, and beside it what goes on. */
export const reviewOf = (incident: IncidentRecord, record: ReviewRecord, rates: Rates): Review => {
  const { revisions, addenda } = record;
  const current = revisions[revisions.length - 1];
  const { impact, byDepth, resolvedAt } = current.facts;
  const { name, version, lines } = reviewMethod;
  return {
    id: incident.id,
    method: { name, version, lines: [...lines] },
    current,
    earlierRevisions: revisions.slice(0, -1),
    addenda,
    due: dueOf(record).map(({ what, dueAt }) => ({ what, dueAt })),
    revenue: {
      all: convert(impact.revenue, rates, resolvedAt),
      byDepth: byDepth.map(({ depth, customers, revenue }) => ({
        depth,
        customers,
        revenue: convert(revenue, rates, resolvedAt),
      })),
    },
    actions: incident.actions,
  };
};

/** A line of the list of reviews. */
export const summaryOf = (id: string, { revisions }: ReviewRecord): ReviewSummary => {
  const { revision, frozenAt, facts } = revisions[revisions.length - 1];
  const { title, severity, onset, resolvedAt, impact, untilWell } = facts;
  return {
    id,
    title,
    severity,
    onset,
    resolvedAt,
    revision,
    frozenAt,
    customers: impact.customers.ever,
    users: impact.users.ever,
    medianUntilWellMs: untilWell.medianMs,
  };
};
