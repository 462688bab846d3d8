import {
  fail,
  mostActions,
  mostRoles,
  ok,
  type AddAction,
  type AssignRole,
  type ChangeAction,
  type IncidentAction,
  type IncidentEvent,
  type IncidentRecord,
  type IncidentUpdate,
  type OverrideSeverity,
  type Result,
  type Severity,
  type TimelineEntry,
} from '@rollcall/shared';
import { timeField } from './times.js';

/** Roles, actions and severity of an incident: what may be decided, and what it makes of it. */

type Decision = Result<IncidentEvent[]>;

/** Gives a role to someone, or takes it away; the same again changes nothing. */
export const assignRole = ({ roles }: IncidentRecord, { role, who }: AssignRole): Decision => {
  const held = roles.find((each) => each.role === role)?.who ?? null;
  if (held === who) return ok([]);
  if (who !== null && held === null && roles.length >= mostRoles) {
    return fail('invalid', `an incident has at most ${mostRoles} roles`, {
      field: 'role',
      remedy: 'take one away first, with "who": null',
    });
  }
  return ok([{ type: 'incident:role-assigned', role, who }]);
};

export const withRole = (
  { roles }: IncidentRecord,
  { role, who }: { role: string; who: string | null },
  since: number,
): IncidentRecord['roles'] => [
  ...roles.filter((each) => each.role !== role),
  ...(who === null ? [] : [{ role, who, since }]),
];

const dueField = (given: string | number | null | undefined, now: number): Result<number | null> =>
  given === null || given === undefined ? ok(null) : timeField('dueAt', given, 0, now, true);

/** Adds an action to the end of the list. */
export const addAction = (
  { actions }: IncidentRecord,
  { what, owner, dueAt }: AddAction,
  now: number,
): Decision => {
  if (actions.length >= mostActions) {
    return fail('invalid', `an incident has at most ${mostActions} actions`, {
      remedy: 'keep the rest in the tracker of your team',
    });
  }
  const due = dueField(dueAt, now);
  if (!due.ok) return due;
  const action = `act-${actions.length + 1}`;
  return ok([
    { type: 'incident:action-added', action, what, owner: owner ?? null, dueAt: due.value },
  ]);
};

/** Changes an action; what is as it was is left out, and nothing new is no event. */
export const changeAction = (
  { id, actions }: IncidentRecord,
  action: string,
  { what, owner, dueAt, state }: ChangeAction,
  now: number,
): Decision => {
  const found = actions.find((each) => each.id === action);
  if (!found) {
    return fail('not_found', `${id} has no action ${action.slice(0, 100)}`, {
      remedy: `GET /api/v1/incidents/${id}/actions lists them`,
    });
  }
  const due = dueField(dueAt, now);
  if (!due.ok) return due;
  const change = {
    ...(what === undefined || what === found.what ? {} : { what }),
    ...(owner === undefined || owner === found.owner ? {} : { owner }),
    ...(dueAt === undefined || due.value === found.dueAt ? {} : { dueAt: due.value }),
    ...(state === undefined || state === found.state ? {} : { state }),
  };
  if (Object.keys(change).length === 0) return ok([]);
  return ok([{ type: 'incident:action-changed', action, ...change }]);
};

type Added = Extract<IncidentEvent, { type: 'incident:action-added' }>;
type Changed = Extract<IncidentEvent, { type: 'incident:action-changed' }>;

export const addedAction = (
  { action: id, what, owner, dueAt }: Added,
  at: number,
  by: string,
): IncidentAction => ({
  id,
  what,
  owner,
  dueAt,
  state: 'open',
  createdAt: at,
  createdBy: by,
  closedAt: null,
});

export const changedActions = (
  { actions }: IncidentRecord,
  { action, what, owner, dueAt, state }: Changed,
  at: number,
): IncidentAction[] =>
  actions.map((each) => {
    if (each.id !== action) return each;
    const next = { ...each, what: what ?? each.what, state: state ?? each.state };
    if (owner !== undefined) next.owner = owner;
    if (dueAt !== undefined) next.dueAt = dueAt;
    if (state !== undefined) next.closedAt = state === 'open' ? null : at;
    return next;
  });

/** Sets the severity whatever the rule says; the same with the same reason changes nothing. */
export const overrideSeverity = (
  { severityBasis: { override } }: IncidentRecord,
  { severity, reason }: OverrideSeverity,
): Decision =>
  ok(
    override?.severity === severity && override.reason === reason
      ? []
      : [{ type: 'incident:severity-overridden', severity, reason }],
  );

/** Lets the rule decide again. */
export const liftSeverity = ({ severityBasis }: IncidentRecord): Decision =>
  ok(severityBasis.override ? [{ type: 'incident:severity-lifted' }] : []);

/** What holds: a person's word, else the rule's, else what it was opened with. */
export const severityOf = (
  { override, computed }: IncidentRecord['severityBasis'],
  otherwise: Severity,
): Severity => override?.severity ?? computed?.severity ?? otherwise;

/** What was said, newest first. */
export const updatesOf = (timeline: readonly TimelineEntry[]): IncidentUpdate[] =>
  timeline
    .flatMap(({ id, at, by, event }): IncidentUpdate[] => {
      if (event.type !== 'incident:updated' && event.type !== 'incident:resolved') return [];
      if (event.message === undefined) return [];
      const state = event.type === 'incident:resolved' ? 'resolved' : (event.state ?? null);
      return [
        { id, at, by, audience: event.audience ?? 'internal', message: event.message, state },
      ];
    })
    .reverse();
