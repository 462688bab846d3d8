import { z } from 'zod';
import {
  AddAction,
  AssignRole,
  Audience,
  ChangeAction,
  CorrectTimes,
  IncidentAction,
  incidentTimes,
  OverrideSeverity,
} from './incident-parts.js';
import { Impact } from './impact.js';
import { IncidentRecord } from './incidents.js';
import type { Route } from './route.js';

/** What a team does with an incident beside counting: roles, actions, times, updates. */

/** How long a stage took, with the two stamps it lies between; null: the later one isn't there yet. */
export const Duration = z.object({
  ms: z.number().nullable(),
  from: z.enum(incidentTimes),
  to: z.enum(incidentTimes),
});
export type Duration = z.infer<typeof Duration>;

/** To detect, acknowledge, mitigate, resolve: what MTTD, MTTA, MTTM and MTTR are the means of. */
export const Durations = z.object({
  detect: Duration,
  acknowledge: Duration,
  mitigate: Duration,
  resolve: Duration,
});
export type Durations = z.infer<typeof Durations>;

/** An incident as it is asked for by name: what the live view has, and what only its team needs. */
export const IncidentDetail = IncidentRecord.extend({ impact: Impact, durations: Durations });
export type IncidentDetail = z.infer<typeof IncidentDetail>;

/** Something that was said of an incident; `state` where the same step set one. */
export const IncidentUpdate = z.object({
  id: z.string(),
  at: z.number(),
  by: z.string(),
  audience: Audience,
  message: z.string(),
  state: z.string().nullable(),
});
export type IncidentUpdate = z.infer<typeof IncidentUpdate>;

const path = '/api/v1/incidents/:id';

export const incidentLifeRoutes = {
  assignRole: {
    method: 'POST',
    path: `${path}/roles`,
    permission: 'manage',
    summary: 'Give someone a role (commander, communications, scribe, any name), or take it away',
    body: AssignRole,
    answer: IncidentDetail,
    status: 200,
  },
  listActions: {
    method: 'GET',
    path: `${path}/actions`,
    permission: 'read',
    summary: 'What is to be done about the incident, by whom and by when',
    answer: z.array(IncidentAction),
    status: 200,
  },
  addAction: {
    method: 'POST',
    path: `${path}/actions`,
    permission: 'manage',
    summary: 'Add an action with its owner and due date',
    body: AddAction,
    answer: IncidentDetail,
    status: 201,
  },
  changeAction: {
    method: 'POST',
    path: `${path}/actions/:action`,
    permission: 'manage',
    summary: 'Say that an action is done, dropped or open again; change its owner or due date',
    body: ChangeAction,
    answer: IncidentDetail,
    status: 200,
  },
  correctTimes: {
    method: 'POST',
    path: `${path}/times`,
    permission: 'manage',
    summary: 'Correct times; the originals are kept, and a moved onset or end is counted anew',
    body: CorrectTimes,
    answer: IncidentDetail,
    status: 200,
  },
  overrideSeverity: {
    method: 'POST',
    path: `${path}/severity`,
    permission: 'manage',
    summary: 'Set the severity with a reason, whatever the rule says',
    body: OverrideSeverity,
    answer: IncidentDetail,
    status: 200,
  },
  liftSeverity: {
    method: 'DELETE',
    path: `${path}/severity`,
    permission: 'manage',
    summary: 'Let the rule decide over the severity again',
    answer: IncidentDetail,
    status: 200,
  },
  listUpdates: {
    method: 'GET',
    path: `${path}/updates`,
    permission: 'read',
    summary: 'What was said of the incident, newest first; for everyone or for the team only',
    query: z.strictObject({ audience: Audience.optional() }),
    answer: z.array(IncidentUpdate),
    status: 200,
  },
} as const satisfies Record<string, Route>;
