import { z } from 'zod';
import { AccessKey, CreatedKey, CreateKey } from './access.js';
import { beaconRoutes } from './beacon.js';
import { curveRoutes } from './curve.js';
import { detectionRoutes } from './detection.js';
import { Customer, directoryRoutes } from './directory.js';
import { affectedRoutes } from './affected.js';
import { affectedStates } from './impact.js';
import {
  AcknowledgeIncident,
  OpenIncident,
  ResolveIncident,
  TimelineEntry,
  UpdateIncident,
} from './incidents.js';
import { IncidentDetail, incidentLifeRoutes } from './incident-life.js';
import { IncidentView, LiveView } from './live.js';
import { probeRoutes } from './probes.js';
import { otlpRoutes } from './otlp.js';
import { rateRoutes } from './rates.js';
import { restorationRoutes } from './restoration.js';
import { reviewRoutes } from './reviews.js';
import type { Route } from './route.js';
import { satisfactionRoutes } from './satisfaction.js';
import { seriesRoutes } from './series.js';
import { Service, ServiceInput } from './services.js';
import { severityRoutes } from './severity.js';
import { Signal, SignalsAccepted } from './signals.js';
import { sourceRoutes } from './sources.js';
import { storyRoutes } from './story.js';

const incidentPath = '/api/v1/incidents/:id';

export const LookupAnswer = z.object({
  query: z.string(),
  /** False while a count still catches up: who is not affected by it may yet turn out to be. */
  complete: z.boolean(),
  matches: z.array(
    z.object({
      user: z.string().nullable(),
      customer: Customer.nullable(),
      incidents: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          state: z.enum(affectedStates),
          since: z.number(),
          backAt: z.number().nullable(),
          slices: z.array(
            z.object({ service: z.string(), region: z.string(), channel: z.string() }),
          ),
        }),
      ),
    }),
  ),
});
export type LookupAnswer = z.infer<typeof LookupAnswer>;

export const DeadLetterView = z.object({
  partition: z.number().int(),
  id: z.string(),
  /** When it was set aside, epoch ms. */
  at: z.number(),
  reason: z.string(),
  bytes: z.number().int(),
});
export type DeadLetterView = z.infer<typeof DeadLetterView>;

/** The one list that both ends and the docs use. */
export const routes = {
  ...storyRoutes,
  postSignals: {
    method: 'POST',
    path: '/api/v1/signals',
    permission: 'ingest',
    summary: 'Send signals: one, an array, or NDJSON; gzip and Idempotency-Key allowed',
    body: z.union([Signal, z.array(Signal)]),
    answer: SignalsAccepted,
    status: 202,
  },
  ...beaconRoutes,
  lookup: {
    method: 'GET',
    path: '/api/v1/lookup',
    permission: 'read',
    summary: 'Am I affected? By any identity, customer id, name or e-mail',
    query: z.object({ q: z.string().min(1).max(200) }),
    answer: LookupAnswer,
    status: 200,
  },
  putService: {
    method: 'PUT',
    path: '/api/v1/services/:id',
    permission: 'manage',
    summary: 'Describe a service: name, latency target, objective, dependencies, affected rule',
    body: ServiceInput,
    answer: Service,
    status: 200,
  },
  listServices: {
    method: 'GET',
    path: '/api/v1/services',
    permission: 'read',
    summary: 'The services that have been described',
    answer: z.array(Service),
    status: 200,
  },
  getLive: {
    method: 'GET',
    path: '/api/v1/live',
    permission: 'read',
    summary: 'The live view, as every screen shows it',
    answer: LiveView,
    status: 200,
  },
  listIncidents: {
    method: 'GET',
    path: '/api/v1/incidents',
    permission: 'read',
    summary: 'All incidents, newest first, each with its impact',
    answer: z.array(IncidentView),
    status: 200,
  },
  openIncident: {
    method: 'POST',
    path: '/api/v1/incidents',
    permission: 'manage',
    summary: 'Open an incident; its count starts from the onset, however long ago',
    body: OpenIncident,
    answer: IncidentDetail,
    status: 201,
  },
  getIncident: {
    method: 'GET',
    path: incidentPath,
    permission: 'read',
    summary: 'One incident with its impact',
    answer: IncidentDetail,
    status: 200,
  },
  ...affectedRoutes,
  audit: {
    method: 'GET',
    path: '/api/v1/audit',
    permission: 'manage',
    summary: 'Everything that was decided, by whom, newest first',
    query: z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(100) }),
    answer: z.array(
      z.object({
        id: z.string(),
        about: z.string(),
        at: z.number(),
        by: z.string(),
        event: z.looseObject({ type: z.string() }),
      }),
    ),
    status: 200,
  },
  listDeadLetters: {
    method: 'GET',
    path: '/api/v1/dead-letters',
    permission: 'manage',
    summary: 'Batches that could not be counted, with the reason',
    answer: z.array(DeadLetterView),
    status: 200,
  },
  retryDeadLetter: {
    method: 'POST',
    path: '/api/v1/dead-letters/:partition/:id/retry',
    permission: 'manage',
    summary: 'Put a dead letter back into the log',
    answer: z.object({ retried: z.boolean() }),
    status: 200,
  },
  getTimeline: {
    method: 'GET',
    path: `${incidentPath}/timeline`,
    permission: 'read',
    summary: 'Everything that happened to the incident, oldest first',
    answer: z.array(TimelineEntry),
    status: 200,
  },
  acknowledgeIncident: {
    method: 'POST',
    path: `${incidentPath}/acknowledge`,
    permission: 'manage',
    summary: 'Say that someone has it',
    body: AcknowledgeIncident,
    answer: IncidentDetail,
    status: 200,
  },
  updateIncident: {
    method: 'POST',
    path: `${incidentPath}/update`,
    permission: 'manage',
    summary: 'Change title, state, severity, scope or onset, or say something',
    body: UpdateIncident,
    answer: IncidentDetail,
    status: 200,
  },
  resolveIncident: {
    method: 'POST',
    path: `${incidentPath}/resolve`,
    permission: 'manage',
    summary: 'End the incident; what happens later no longer counts',
    body: ResolveIncident,
    answer: IncidentDetail,
    status: 200,
  },
  createKey: {
    method: 'POST',
    path: '/api/v1/keys',
    permission: 'manage',
    summary: 'Make a key; its secret is shown only in this answer',
    body: CreateKey,
    answer: CreatedKey,
    status: 201,
  },
  listKeys: {
    method: 'GET',
    path: '/api/v1/keys',
    permission: 'manage',
    summary: 'All keys, without their secrets',
    answer: z.array(AccessKey),
    status: 200,
  },
  revokeKey: {
    method: 'DELETE',
    path: '/api/v1/keys/:id',
    permission: 'manage',
    summary: 'Revoke a key at once',
    answer: AccessKey,
    status: 200,
  },
  ...incidentLifeRoutes,
  ...severityRoutes,
  ...restorationRoutes,
  ...reviewRoutes,
  ...rateRoutes,
  ...curveRoutes,
  ...detectionRoutes,
  ...satisfactionRoutes,
  ...seriesRoutes,
  ...directoryRoutes,
  ...sourceRoutes,
  ...probeRoutes,
  ...otlpRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
