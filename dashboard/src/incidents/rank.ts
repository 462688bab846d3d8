import type { IncidentView, Severity } from '@rollcall/shared';
import { affectedNow } from '../impact/trust.js';

const weight: Record<Severity, number> = { critical: 3, major: 2, minor: 1 };

export const isOpen = ({ state }: Pick<IncidentView, 'state'>): boolean => state !== 'resolved';

const byGravity = (a: IncidentView, b: IncidentView): number =>
  weight[b.severity] - weight[a.severity] ||
  affectedNow(b.impact.customers) - affectedNow(a.impact.customers) ||
  affectedNow(b.impact.users) - affectedNow(a.impact.users) ||
  a.onset - b.onset;

/** The open incidents, the gravest first. */
export const openIncidents = (incidents: readonly IncidentView[]): IncidentView[] =>
  incidents.filter(isOpen).sort(byGravity);

/** The one resolved last, if the view still carries it. */
export const lastResolved = (incidents: readonly IncidentView[]): IncidentView | undefined =>
  incidents
    .filter((incident) => incident.resolvedAt !== null)
    .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))[0];
