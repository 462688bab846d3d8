import type { DatedAddendum, Rates, ReviewEvent, ReviewRevision } from '@rollcall/shared';
import { defaultReportingCurrency } from '@rollcall/shared';

/** A review as the control log has made it. */
export interface ReviewRecord {
  /** Oldest first; never empty. */
  revisions: ReviewRevision[];
  addenda: DatedAddendum[];
}

export const noRates: Rates = { reporting: defaultReportingCurrency, rates: [] };

/** Makes the review what the event made of it: revisions and addenda are only ever added. */
export const evolveReview = (
  review: ReviewRecord | undefined,
  { id, at, by, event }: { id: string; at: number; by: string; event: ReviewEvent },
): ReviewRecord => {
  const { revisions = [], addenda = [] } = review ?? {};
  if (event.type === 'review:frozen') {
    const { type: _, ...frozen } = event;
    return { revisions: [...revisions, { ...frozen, frozenAt: at }], addenda };
  }
  const { revision, addendum } = event;
  return { revisions, addenda: [...addenda, { id, at, by, revision, addendum }] };
};
