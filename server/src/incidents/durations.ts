import type { Duration, Durations, Incident, IncidentTime } from '@rollcall/shared';

const between = (incident: Incident, from: IncidentTime, to: IncidentTime): Duration => {
  const [start, end] = [incident[from], incident[to]];
  return { ms: start === null || end === null ? null : end - start, from, to };
};

/**
 * How long each stage took. All but the answer of the team run from the onset, because that is when
 * customers began to wait.
 */
export const durationsOf = (incident: Incident): Durations => ({
  detect: between(incident, 'onset', 'detectedAt'),
  acknowledge: between(incident, 'detectedAt', 'acknowledgedAt'),
  mitigate: between(incident, 'onset', 'mitigatedAt'),
  resolve: between(incident, 'onset', 'resolvedAt'),
});
