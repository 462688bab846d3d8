import type { IncidentEvent, IncidentRecord, Result } from '@rollcall/shared';
import { evolve } from './incident.js';

const minute = 60_000;
export const noon = Date.UTC(2026, 4, 1, 12);
/** Minutes after noon, epoch ms. */
export const at = (minutes: number): number => noon + minutes * minute;

export const opened: IncidentEvent = {
  type: 'incident:opened',
  title: 'TV is dark',
  scope: { services: ['play'] },
  onset: at(-30),
  severity: 'major',
};

/** An incident to which the events happened, a minute apart from noon, by root. */
export const given = (...events: IncidentEvent[]): IncidentRecord =>
  events.reduce<IncidentRecord | undefined>(
    (incident, event, i) => evolve(incident, 'inc-1', { at: at(i), by: 'root', event }),
    undefined,
  )!;

export const valueOf = (decision: Result<IncidentEvent[]>): IncidentEvent[] => {
  if (!decision.ok) throw new Error(decision.error.detail);
  return decision.value;
};
