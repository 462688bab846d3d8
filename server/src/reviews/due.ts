import { returnDays, type ReviewAddendum, type ReviewRevision } from '@rollcall/shared';
import type { ReviewRecord } from './review-state.js';

const hour = 3_600_000;
const day = 24 * hour;

/** Something that can be said only some time after the end. */
export type Due = { dueAt: number; what: string } & (
  { kind: 'satisfaction' } | { kind: 'returned'; days: number }
);

const done = (addendum: ReviewAddendum, due: Due): boolean =>
  addendum.kind === due.kind &&
  (addendum.kind !== 'returned' || due.kind !== 'returned' || addendum.result.days === due.days);

/** What is still to be said of the newest revision, in order of time. */
export const dueOf = ({ revisions, addenda }: ReviewRecord): Due[] => {
  const newest: ReviewRevision = revisions[revisions.length - 1];
  const { resolvedAt } = newest.facts;
  const all: Due[] = [
    { kind: 'satisfaction', what: 'satisfaction in the hour after', dueAt: resolvedAt + hour },
    ...returnDays.map((days): Due => ({
      kind: 'returned',
      days,
      what: `came back within ${days} day${days === 1 ? '' : 's'}`,
      dueAt: resolvedAt + days * day,
    })),
  ];
  return all.filter(
    (due) =>
      !addenda.some(
        ({ revision, addendum }) => revision === newest.revision && done(addendum, due),
      ),
  );
};
