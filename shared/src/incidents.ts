import { z } from 'zod';
import {
  ActionState,
  Audience,
  IncidentAction,
  IncidentRole,
  IncidentTimes,
  Severity,
  SeverityBasis,
} from './incident-parts.js';
import { At, limits, readable, readableText } from './signals.js';
import { Suspects } from './suspects.js';
import { IncidentWhy } from './why.js';

/** Statuspage's words; the order is the usual one, not a rule. */
export const incidentStates = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export const IncidentState = z.enum(incidentStates);
export type IncidentState = z.infer<typeof IncidentState>;

const names = z.array(z.string().min(1).max(limits.name)).max(100);

/**
 * A set of slices: every (service, region, channel) whose parts are all named. A part that is left
 * out or empty means any. `slices` adds single ones, for what no product of parts can say.
 */
export const Scope = z.strictObject({
  services: names.optional(),
  regions: names.optional(),
  channels: names.optional(),
  slices: z
    .array(z.object({ service: z.string(), region: z.string(), channel: z.string() }))
    .max(1_000)
    .optional(),
});
export type Scope = z.infer<typeof Scope>;

export const OpenIncident = z.object({
  title: z.string().min(1).max(limits.title).regex(readable, readableText),
  scope: Scope.default({}),
  /** When it began; left out: now. */
  onset: At.optional(),
  severity: Severity.optional(),
  /** Takes a scope that matches nothing that was ever seen. */
  force: z.boolean().optional(),
});
export type OpenIncident = z.input<typeof OpenIncident>;

export const UpdateIncident = z
  .object({
    title: z.string().min(1).max(limits.title).regex(readable, readableText).optional(),
    state: z.enum(['investigating', 'identified', 'monitoring']).optional(),
    severity: Severity.optional(),
    scope: Scope.optional(),
    onset: At.optional(),
    message: z.string().min(1).max(limits.comment).optional(),
    /** Whom the message is for; left out: internal. */
    audience: Audience.optional(),
    /** Takes a scope that matches nothing that was ever seen. */
    force: z.boolean().optional(),
    /** The version the change was decided on; a stale one is refused with 409. */
    version: z.number().int().min(1).optional(),
  })
  .refine(
    ({ version: _, audience: __, force: ___, ...rest }) =>
      Object.values(rest).some((value) => value !== undefined),
    'name at least one of title, state, severity, scope, onset, message',
  );
export type UpdateIncident = z.infer<typeof UpdateIncident>;

export const AcknowledgeIncident = z.object({ by: z.string().min(1).max(limits.name).optional() });
export const ResolveIncident = z.object({
  /** When it ended; left out: now. */
  at: At.optional(),
  message: z.string().min(1).max(limits.comment).optional(),
  audience: Audience.optional(),
});

/** An incident as the timeline has made it. Times are epoch milliseconds. */
export const Incident = z.object({
  id: z.string(),
  title: z.string(),
  state: IncidentState,
  severity: Severity,
  scope: Scope,
  onset: z.number(),
  detectedAt: z.number(),
  acknowledgedAt: z.number().nullable(),
  acknowledgedBy: z.string().nullable(),
  mitigatedAt: z.number().nullable(),
  resolvedAt: z.number().nullable(),
  /** Counts what people change (the severity rule's own decisions are none); a decision names the version it was made on. */
  version: z.number().int(),
  /** Counts the changes of scope, onset and end that make the count start afresh. */
  generation: z.number().int(),
  openedBy: z.enum(['person', 'detection']),
  /** What detection goes by, in words; null: nothing was found. */
  reason: z.string().nullable(),
  /** The same as codes and numbers; left out or null: as `reason`, or of an older version. */
  why: IncidentWhy.nullable().optional(),
  /** What may be behind it; null: detection named nothing. */
  suspects: Suspects.nullable(),
});
export type Incident = z.infer<typeof Incident>;

/** An incident with what only its team needs, words of people among it: no wall shows these. */
export const IncidentRecord = Incident.extend({
  /** The times with what they were before they were corrected, and by whom. */
  times: IncidentTimes,
  roles: z.array(IncidentRole),
  severityBasis: SeverityBasis,
  actions: z.array(IncidentAction),
});
export type IncidentRecord = z.infer<typeof IncidentRecord>;

export const incidentEventTypes = [
  'incident:opened',
  'incident:acknowledged',
  'incident:updated',
  'incident:rescoped',
  'incident:resolved',
  'incident:found',
  'incident:corrected',
  'incident:role-assigned',
  'incident:action-added',
  'incident:action-changed',
  'incident:rated',
  'incident:severity-overridden',
  'incident:severity-lifted',
] as const;

/** What happened, one entry of the timeline and of the audit log. */
export const IncidentEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('incident:opened'),
    title: z.string(),
    scope: Scope,
    onset: z.number(),
    severity: Severity,
    /** Somebody said so; else it is where the severity rule starts from. */
    severityGiven: z.literal(true).optional(),
    /** Names the request that opened it, where it came with an Idempotency-Key. */
    request: z.string().optional(),
    /** Set where detection opened it. */
    reason: z.string().optional(),
    why: IncidentWhy.optional(),
    suspects: Suspects.optional(),
  }),
  z.object({ type: z.literal('incident:acknowledged'), by: z.string() }),
  z.object({
    type: z.literal('incident:updated'),
    title: z.string().optional(),
    state: IncidentState.optional(),
    severity: Severity.optional(),
    message: z.string().optional(),
    /** Whom the message is for; left out: internal. */
    audience: Audience.optional(),
  }),
  z.object({ type: z.literal('incident:rescoped'), scope: Scope, onset: z.number() }),
  z.object({
    type: z.literal('incident:resolved'),
    resolvedAt: z.number(),
    message: z.string().optional(),
    audience: Audience.optional(),
  }),
  /** Detection's newest word on it; where a person has it, what it would do is only proposed. */
  z.object({
    type: z.literal('incident:found'),
    reason: z.string(),
    why: IncidentWhy.optional(),
    suspects: Suspects.optional(),
    proposes: z.enum(['monitoring', 'resolved', 'scope']).optional(),
  }),
  z.object({
    type: z.literal('incident:corrected'),
    times: z.object({
      onset: z.number().optional(),
      detectedAt: z.number().optional(),
      acknowledgedAt: z.number().optional(),
      mitigatedAt: z.number().optional(),
      resolvedAt: z.number().optional(),
    }),
    reason: z.string().optional(),
  }),
  z.object({
    type: z.literal('incident:role-assigned'),
    role: z.string(),
    who: z.string().nullable(),
  }),
  z.object({
    type: z.literal('incident:action-added'),
    action: z.string(),
    what: z.string(),
    owner: z.string().nullable(),
    dueAt: z.number().nullable(),
  }),
  z.object({
    type: z.literal('incident:action-changed'),
    action: z.string(),
    what: z.string().optional(),
    owner: z.string().nullable().optional(),
    dueAt: z.number().nullable().optional(),
    state: ActionState.optional(),
  }),
  z.object({
    type: z.literal('incident:rated'),
    severity: Severity,
    reason: z.string(),
    /** Which version of the rule said so. */
    rule: z.number().int(),
  }),
  z.object({
    type: z.literal('incident:severity-overridden'),
    severity: Severity,
    reason: z.string(),
  }),
  z.object({ type: z.literal('incident:severity-lifted') }),
]);
export type IncidentEvent = z.infer<typeof IncidentEvent>;

/** A timeline entry: what happened, when (epoch ms) and by whom. */
export const TimelineEntry = z.object({
  id: z.string(),
  at: z.number(),
  by: z.string(),
  event: IncidentEvent,
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
