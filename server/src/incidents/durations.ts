import type { Duration, Durations, Incident, IncidentTime } from '@rollcall/shared';

/**
 * The stamps that each duration lies between. All but the answer of the team run from the onset,
 * because that is when customers began to wait.
 */
export const stampsOf = {
  detect: { from: 'onset', to: 'detectedAt' },
  acknowledge: { from: 'detectedAt', to: 'acknowledgedAt' },
  mitigate: { from: 'onset', to: 'mitigatedAt' },
  resolve: { from: 'onset', to: 'resolvedAt' },
} as const satisfies Record<keyof Durations, { from: IncidentTime; to: IncidentTime }>;

const duration = (incident: Incident, measure: keyof Durations): Duration => {
  const { from, to } = stampsOf[measure];
  const [start, end] = [incident[from], incident[to]];
  return { ms: end === null ? null : end - start, from, to };
};

/** How long each stage took, ms. */
export const durationsOf = (incident: Incident): Durations => ({
  detect: duration(incident, 'detect'),
  acknowledge: duration(incident, 'acknowledge'),
  mitigate: duration(incident, 'mitigate'),
  resolve: duration(incident, 'resolve'),
});
