import type {
  Failure,
  Incident,
  IncidentEvent,
  IncidentRecord,
  OpenIncident,
  ResolveIncident,
  Result,
  Scope,
  UpdateIncident,
} from '@rollcall/shared';
import { fail, ok } from '@rollcall/shared';
import type { z } from 'zod';
import { addedAction, changedActions, severityOf, withRole } from './life.js';
import { corrected, stamp, stamped, timeField } from './times.js';

/** An incident decides what may happen to it and evolves by what happened; time comes in as data. */

type Decision = Result<IncidentEvent[]>;

/** What happened, with when (epoch ms) and by whom. */
export interface Happened {
  at: number;
  by: string;
  event: IncidentEvent;
}

/** The severity of which nobody has said anything yet. */
const unrated = 'major';

/** Makes the incident what the event made of it. */
export const evolve = (
  incident: IncidentRecord | undefined,
  id: string,
  { at, by, event }: Happened,
): IncidentRecord => {
  if (event.type === 'incident:opened') {
    const { title, scope, onset, severity, severityGiven, reason, why, suspects } = event;
    const override = severityGiven ? { severity, reason: null, by, at } : null;
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
      times: {
        onset: stamp(onset),
        detectedAt: stamp(at),
        acknowledgedAt: stamp(null),
        mitigatedAt: stamp(null),
        resolvedAt: stamp(null),
      },
      roles: [],
      severityBasis: { override, computed: null },
      actions: [],
      version: 1,
      generation: 1,
      openedBy: reason === undefined ? 'person' : 'detection',
      reason: reason ?? null,
      why: why ?? null,
      suspects: suspects ?? null,
    };
  }
  if (!incident) throw new Error(`${id}: ${event.type} before it was opened`);
  const version = incident.version + (event.type === 'incident:rated' ? 0 : 1);
  const next = changed({ ...incident, version }, { at, by, event });
  const before = event.type === 'incident:severity-lifted' ? unrated : next.severity;
  return {
    ...next,
    times: stamped(next),
    severity: severityOf(next.severityBasis, before),
  };
};

const changed = (next: IncidentRecord, { at, by, event }: Happened): IncidentRecord => {
  const rebased = (basis: Partial<IncidentRecord['severityBasis']>): IncidentRecord => ({
    ...next,
    severityBasis: { ...next.severityBasis, ...basis },
  });
  switch (event.type) {
    case 'incident:opened':
      throw new Error(`${next.id} is open already`);
    case 'incident:acknowledged':
      return { ...next, acknowledgedAt: at, acknowledgedBy: event.by };
    case 'incident:found':
      return {
        ...next,
        reason: event.reason,
        why: event.why ?? null,
        suspects: event.suspects ?? next.suspects,
      };
    case 'incident:rescoped': {
      const { scope, onset } = event;
      return { ...corrected(next, { onset }, { at, by }), scope, generation: next.generation + 1 };
    }
    case 'incident:resolved':
      return {
        ...next,
        state: 'resolved',
        resolvedAt: event.resolvedAt,
        mitigatedAt: next.mitigatedAt ?? event.resolvedAt,
        generation: next.generation + 1,
      };
    case 'incident:updated': {
      const { title, state, severity, message } = event;
      const said =
        severity === undefined
          ? next
          : rebased({
              override: { severity, reason: message ?? null, by, at },
            });
      return {
        ...said,
        title: title ?? next.title,
        ...(state === undefined ? {} : enter(next, state, at)),
      };
    }
    case 'incident:corrected':
      return corrected(next, event.times, { at, by, reason: event.reason });
    case 'incident:role-assigned':
      return { ...next, roles: withRole(next, event, at) };
    case 'incident:action-added':
      return { ...next, actions: [...next.actions, addedAction(event, at, by)] };
    case 'incident:action-changed':
      return { ...next, actions: changedActions(next, event, at) };
    case 'incident:rated': {
      const { severity, reason, rule } = event;
      return rebased({ computed: { severity, reason, rule, at } });
    }
    case 'incident:severity-overridden': {
      const { severity, reason } = event;
      return rebased({ override: { severity, reason, by, at } });
    }
    case 'incident:severity-lifted':
      return rebased({ override: null });
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
      severity: input.severity ?? unrated,
      ...(input.severity === undefined ? {} : { severityGiven: true as const }),
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
  const { title, state, severity, message, audience } = input;
  if ([title, state, severity, message].some((value) => value !== undefined)) {
    events.push({
      type: 'incident:updated',
      ...(title === undefined ? {} : { title }),
      ...(state === undefined ? {} : { state }),
      ...(severity === undefined ? {} : { severity }),
      ...(message === undefined ? {} : { message, ...(audience && { audience }) }),
    });
  }
  return ok(events);
};

/** Ends the incident; resolving it again changes nothing. */
export const resolve = (
  incident: Incident,
  input: z.output<typeof ResolveIncident>,
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
      ...(input.message === undefined
        ? {}
        : { message: input.message, ...(input.audience && { audience: input.audience }) }),
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
