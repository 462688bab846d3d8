import type { EarlierIncident, IncidentRecord, Scope } from '@rollcall/shared';
import type { ReviewRecord } from './review-state.js';

/** Earlier incidents that a review is compared with, at the most. */
const most = 10;

const services = ({ services: named, slices }: Scope): string[] => [
  ...(named ?? []),
  ...(slices ?? []).map(({ service }) => service),
];

/** Whether two scopes have a service in common; one that names none means any. */
const related = (a: Scope, b: Scope): boolean => {
  const [mine, theirs] = [services(a), services(b)];
  return mine.length === 0 || theirs.length === 0 || mine.some((each) => theirs.includes(each));
};

/** Reviewed incidents of the same services that began before, the newest first. */
export const earlierOf = (
  incident: IncidentRecord,
  reviews: ReadonlyMap<string, ReviewRecord>,
): EarlierIncident[] =>
  [...reviews]
    .filter(([id]) => id !== incident.id)
    .map(([id, { revisions }]) => ({ id, facts: revisions[revisions.length - 1].facts }))
    .filter(({ facts }) => facts.onset < incident.onset && related(facts.scope, incident.scope))
    .sort((a, b) => b.facts.onset - a.facts.onset)
    .slice(0, most)
    .map(({ id, facts: { title, onset, severity, durations, impact, untilWell } }) => ({
      id,
      title,
      onset,
      severity,
      resolveMs: durations.resolve.ms,
      customers: impact.customers.ever,
      medianUntilWellMs: untilWell.medianMs,
    }));
