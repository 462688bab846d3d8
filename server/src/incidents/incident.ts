import type {
  Failure,
  Incident,
  IncidentEvent,
  OpenIncident,
  Result,
  Scope,
  UpdateIncident,
} from '@rollcall/shared';
import { fail, ok } from '@rollcall/shared';
import { futureToleranceMs, parseAt } from '../clock/time.js';

/** An incident decides what may happen to it and evolves by what happened; time comes in as data. */

type Decision = Result<IncidentEvent[]>;

/** What happened, with when (epoch ms) and by whom. */
export interface Happened {
  at: number;
  by: string;
  event: IncidentEvent;
}

/** Makes the incident what the event made of it. */
export const evolve = (
  incident: Incident | undefined,
  id: string,
  { at, event }: Happened,
): Incident => {
  if (event.type === 'incident:opened') {
    const { title, scope, onset, severity, reason, suspects } = event;
    return {
      id,
      title,
      state: 'investigating',
      severity,
      scope,
      onset,
      detectedAt: at,
      acknowledgedAt: null,
      acknowledgedBy: null,
      mitigatedAt: null,
      resolvedAt: null,
      version: 1,
      generation: 1,
      openedBy: reason === undefined ? 'person' : 'detection',
      reason: reason ?? null,
      suspects: suspects ?? null,
    };
  }
  if (!incident) throw new Error(`${id}: ${event.type} before it was opened`);
  const next = { ...incident, version: incident.version + 1 };
  switch (event.type) {
    case 'incident:acknowledged':
      return { ...next, acknowledgedAt: at, acknowledgedBy: event.by };
    case 'incident:rescoped':
      return { ...next, scope: event.scope, onset: event.onset, generation: next.generation + 1 };
    case 'incident:found':
      return { ...next, reason: event.reason, suspects: event.suspects ?? next.suspects };
    case 'incident:resolved':
      return {
        ...next,
        state: 'resolved',
        resolvedAt: event.resolvedAt,
        mitigatedAt: next.mitigatedAt ?? event.resolvedAt,
        generation: next.generation + 1,
      };
    case 'incident:updated':
      return {
        ...next,
        title: event.title ?? next.title,
        severity: event.severity ?? next.severity,
        ...(event.state === undefined ? {} : enter(next, event.state, at)),
      };
  }
};

const enter = (incident: Incident, state: Incident['state'], at: number): Partial<Incident> => {
  // a state set on a resolved incident opens it again
  const again = incident.resolvedAt !== null;
  const mitigatedAt = again ? null : incident.mitigatedAt;
  return {
    state,
    mitigatedAt: state === 'monitoring' ? (mitigatedAt ?? at) : mitigatedAt,
    ...(again ? { resolvedAt: null, generation: incident.generation + 1 } : {}),
  };
};

/** Times before this (September 2001) are seconds that were meant to be milliseconds. */
const earliestMs = 1e12;

const timeField = (
  field: string,
  given: string | number | undefined,
  fallback: number,
  now: number,
): Result<number> => {
  if (given === undefined) return ok(fallback);
  const at = parseAt(given);
  if (at === undefined) {
    return fail('invalid', `"${field}" is not a time`, {
      field,
      remedy: 'send RFC 3339 (2026-01-31T09:30:00Z) or epoch milliseconds',
    });
  }
  if (at < earliestMs) {
    return fail('invalid', `"${field}" lies before the year 2001`, {
      field,
      remedy: 'send epoch milliseconds, not seconds, or RFC 3339 (2026-01-31T09:30:00Z)',
    });
  }
  if (at > now + futureToleranceMs) {
    return fail('invalid', `"${field}" lies in the future`, { field, remedy: 'send a past time' });
  }
  return ok(at);
};

/** Opens an incident. */
export const open = (input: OpenIncident, now: number, request?: string): Decision => {
  const onset = timeField('onset', input.onset, now, now);
  if (!onset.ok) return onset;
  return ok([
    {
      type: 'incident:opened',
      title: input.title,
      scope: input.scope ?? {},
      onset: onset.value,
      severity: input.severity ?? 'major',
      ...(request === undefined ? {} : { request }),
    },
  ]);
};

/** Someone has it; saying so again changes nothing. */
export const acknowledge = (incident: Incident, by: string): Decision =>
  ok(incident.acknowledgedAt === null ? [{ type: 'incident:acknowledged', by }] : []);

const sameScope = (a: Scope, b: Scope): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Changes what is said of the incident, and what it spans. */
export const update = (incident: Incident, input: UpdateIncident, now: number): Decision => {
  const events: IncidentEvent[] = [];
  const onset = timeField('onset', input.onset, incident.onset, now);
  if (!onset.ok) return onset;
  const scope = input.scope ?? incident.scope;
  if (incident.resolvedAt !== null && onset.value > incident.resolvedAt) {
    return fail('invalid', 'the onset would lie after the end', {
      field: 'onset',
      remedy: 'send a time before it was resolved',
    });
  }
  if (onset.value !== incident.onset || !sameScope(scope, incident.scope)) {
    events.push({ type: 'incident:rescoped', scope, onset: onset.value });
  }
  const { title, state, severity, message } = input;
  if ([title, state, severity, message].some((value) => value !== undefined)) {
    events.push({
      type: 'incident:updated',
      ...(title === undefined ? {} : { title }),
      ...(state === undefined ? {} : { state }),
      ...(severity === undefined ? {} : { severity }),
      ...(message === undefined ? {} : { message }),
    });
  }
  return ok(events);
};

/** Ends the incident; resolving it again changes nothing. */
export const resolve = (
  incident: Incident,
  input: { at?: string | number | undefined; message?: string | undefined },
  now: number,
): Decision => {
  if (incident.resolvedAt !== null) return ok([]);
  const at = timeField('at', input.at, now, now);
  if (!at.ok) return at;
  if (at.value < incident.onset) {
    return fail('invalid', 'it cannot end before its onset', {
      field: 'at',
      remedy: 'send a time after the onset, or move the onset first',
    });
  }
  return ok([
    {
      type: 'incident:resolved',
      resolvedAt: at.value,
      ...(input.message === undefined ? {} : { message: input.message }),
    },
  ]);
};

/** Why a change decided on an older version is refused. */
export const staleVersion = (incident: Incident): Failure => ({
  code: 'conflict',
  detail: `${incident.id} is at version ${incident.version} now`,
  remedy: 'read it again, look at what changed, and send your change with the new version',
  field: 'version',
});
