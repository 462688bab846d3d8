import { z } from 'zod';
import { CurvePoint } from './curve.js';
import { incidentTimes, IncidentAction, IncidentRole, Severity } from './incident-parts.js';
import { IncidentUpdate } from './incident-life.js';
import { IncidentState, TimelineEntry } from './incidents.js';
import type { Route } from './route.js';

/** Partial restoration, handover, and how long incidents take. */

const whole = z.number().int().min(0);

/** failing + unseen + recovered = ever, as in the impact, in one slice. */
const Counts = z.object({ ever: whole, failing: whole, unseen: whole, recovered: whole });

/**
 * `failing`: somebody's last try failed, within ten minutes. `restored`: nobody's, and an affected user
 * got through after the last failure. `quiet`: neither; nobody affected has tried there since.
 */
export const restorationStates = ['failing', 'quiet', 'restored'] as const;

/** One place of an incident. Times are epoch ms. */
export const SliceRestoration = z.object({
  service: z.string(),
  region: z.string(),
  channel: z.string(),
  state: z.enum(restorationStates),
  users: Counts,
  customers: Counts,
  firstFailed: z.number(),
  lastFailed: z.number(),
  /** When an affected user got through after the last failure: then at the latest. */
  restoredSince: z.number().nullable(),
});
export type SliceRestoration = z.infer<typeof SliceRestoration>;

/** Places listed at the most, the gravest first; the counts are of all. */
export const mostSlices = 1_000;

export const IncidentSlices = z.object({
  asOf: z.number(),
  failing: whole,
  quiet: whole,
  restored: whole,
  slices: z.array(SliceRestoration).max(mostSlices),
  complete: z.boolean(),
  atLeastSince: z.number().nullable(),
});
export type IncidentSlices = z.infer<typeof IncidentSlices>;

/** Everything since a time, for whoever takes over. */
export const Handover = z.object({
  since: z.number(),
  asOf: z.number(),
  incident: z.object({
    id: z.string(),
    title: z.string(),
    state: IncidentState,
    severity: Severity,
    version: z.number().int(),
  }),
  /** `then` null: not counted yet at that time, or in another scope. */
  counts: z.object({ then: CurvePoint.nullable(), now: CurvePoint }),
  complete: z.boolean(),
  /** What was decided and said since, oldest first. */
  decisions: z.array(TimelineEntry),
  updates: z.array(IncidentUpdate),
  roles: z.array(IncidentRole),
  actions: z.object({
    open: z.array(IncidentAction),
    /** Those among the open whose time has passed. */
    overdue: z.array(IncidentAction),
    closed: z.array(IncidentAction),
  }),
  slices: z.object({
    healed: z.array(SliceRestoration),
    broke: z.array(SliceRestoration),
    stillFailing: z.array(SliceRestoration),
  }),
});
export type Handover = z.infer<typeof Handover>;

/** A mean and its company; null where n is 0. ms. */
export const MeanTime = z.object({
  from: z.enum(incidentTimes),
  to: z.enum(incidentTimes),
  n: whole,
  meanMs: z.number().nullable(),
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
});
export type MeanTime = z.infer<typeof MeanTime>;

export const measures = ['detect', 'acknowledge', 'mitigate', 'resolve'] as const;

/** MTTD, MTTA, MTTM and MTTR of the incidents whose onset lies from `from` to before `to`. */
export const IncidentMetrics = z.object({
  from: z.number(),
  to: z.number(),
  incidents: whole,
  detect: MeanTime,
  acknowledge: MeanTime,
  mitigate: MeanTime,
  resolve: MeanTime,
  leftOut: z.array(z.object({ id: z.string(), measure: z.enum(measures), reason: z.string() })),
});
export type IncidentMetrics = z.infer<typeof IncidentMetrics>;

/** RFC 3339 text, or epoch milliseconds. */
const time = z.string().min(1).max(40).optional();

export const restorationRoutes = {
  getSlices: {
    method: 'GET',
    path: '/api/v1/incidents/:id/slices',
    permission: 'read',
    summary: 'Where it still fails, and which places are restored since when',
    answer: IncidentSlices,
    status: 200,
  },
  getHandover: {
    method: 'GET',
    path: '/api/v1/incidents/:id/handover',
    permission: 'read',
    summary: 'Everything since a time: counts then and now, decisions, who owns what',
    query: z.strictObject({ since: time }),
    answer: Handover,
    status: 200,
  },
  getIncidentMetrics: {
    method: 'GET',
    path: '/api/v1/incidents/metrics',
    permission: 'read',
    summary: 'MTTD, MTTA, MTTM and MTTR, each with its stamps, its n, and what was left out',
    query: z.strictObject({ from: time, to: time }),
    answer: IncidentMetrics,
    status: 200,
  },
} as const satisfies Record<string, Route>;
