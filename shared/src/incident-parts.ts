import { z } from 'zod';
import { At, limits, readable, readableText } from './signals.js';

/** What an incident is made of beside its counts: times, roles, actions, severity. */

export const severities = ['minor', 'major', 'critical'] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

/** In the order in which they usually come. */
export const incidentTimes = [
  'onset',
  'detectedAt',
  'acknowledgedAt',
  'mitigatedAt',
  'resolvedAt',
] as const;
export type IncidentTime = (typeof incidentTimes)[number];

/** One time of an incident, epoch ms. `original` is what it was before anyone corrected it. */
export const TimeStamp = z.object({
  at: z.number().nullable(),
  original: z.number().nullable(),
  /** null: never corrected. */
  correctedAt: z.number().nullable(),
  correctedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type TimeStamp = z.infer<typeof TimeStamp>;

export const IncidentTimes = z.object({
  onset: TimeStamp,
  detectedAt: TimeStamp,
  acknowledgedAt: TimeStamp,
  mitigatedAt: TimeStamp,
  resolvedAt: TimeStamp,
});
export type IncidentTimes = z.infer<typeof IncidentTimes>;

const who = z.string().min(1).max(limits.name).regex(readable, readableText);
const line = z.string().min(1).max(limits.title).regex(readable, readableText);
export const Words = z.string().min(1).max(limits.comment).regex(/\S/, 'send something to read');

export const IncidentRole = z.object({
  /** `commander`, `communications`, `scribe`, or any other name. */
  role: z.string(),
  who: z.string(),
  since: z.number(),
});
export type IncidentRole = z.infer<typeof IncidentRole>;

export const mostRoles = 50;
export const mostActions = 200;

export const actionStates = ['open', 'done', 'dropped'] as const;
export const ActionState = z.enum(actionStates);
export type ActionState = z.infer<typeof ActionState>;

/** Something somebody is to do about an incident. Times are epoch ms. */
export const IncidentAction = z.object({
  id: z.string(),
  what: z.string(),
  owner: z.string().nullable(),
  dueAt: z.number().nullable(),
  state: ActionState,
  createdAt: z.number(),
  createdBy: z.string(),
  /** When it was done or dropped. */
  closedAt: z.number().nullable(),
});
export type IncidentAction = z.infer<typeof IncidentAction>;

/**
 * What the severity rests on: a person's word, else what the rule made of the affected. Both are kept;
 * neither: nothing was counted yet, and it is `major`.
 */
export const SeverityBasis = z.object({
  override: z
    .object({
      severity: Severity,
      reason: z.string().nullable(),
      by: z.string(),
      at: z.number(),
    })
    .nullable(),
  computed: z
    .object({
      severity: Severity,
      /** In words, with the numbers it was decided on. */
      reason: z.string(),
      /** Which version of the rule said so. */
      rule: z.number().int(),
      at: z.number(),
    })
    .nullable(),
});
export type SeverityBasis = z.infer<typeof SeverityBasis>;

export const audiences = ['internal', 'public'] as const;
export const Audience = z.enum(audiences);
export type Audience = z.infer<typeof Audience>;

const version = z.number().int().min(1).optional();

/** `who: null` takes the role away again. */
export const AssignRole = z.strictObject({ role: who, who: who.nullable(), version });
export type AssignRole = z.infer<typeof AssignRole>;

export const AddAction = z.strictObject({
  what: line,
  owner: who.nullable().optional(),
  dueAt: At.nullable().optional(),
  version,
});
export type AddAction = z.infer<typeof AddAction>;

export const ChangeAction = z
  .strictObject({
    what: line.optional(),
    owner: who.nullable().optional(),
    dueAt: At.nullable().optional(),
    state: ActionState.optional(),
    version,
  })
  .refine(
    ({ version: _, ...rest }) => Object.values(rest).some((value) => value !== undefined),
    'name at least one of what, owner, dueAt, state',
  );
export type ChangeAction = z.infer<typeof ChangeAction>;

export const CorrectTimes = z
  .strictObject({
    onset: At.optional(),
    detectedAt: At.optional(),
    acknowledgedAt: At.optional(),
    mitigatedAt: At.optional(),
    resolvedAt: At.optional(),
    reason: Words.optional(),
    version,
  })
  .refine(
    (given) => incidentTimes.some((field) => given[field] !== undefined),
    `name at least one of ${incidentTimes.join(', ')}`,
  );
export type CorrectTimes = z.infer<typeof CorrectTimes>;

export const OverrideSeverity = z.strictObject({ severity: Severity, reason: Words, version });
export type OverrideSeverity = z.infer<typeof OverrideSeverity>;
