import { z } from 'zod';
import { CustomerType, Money, Stage } from './directory.js';
import { Impact } from './impact.js';
import { Durations } from './incident-life.js';
import { IncidentAction, IncidentRole, IncidentTimes, Severity, Words } from './incident-parts.js';
import { Scope } from './incidents.js';
import { SliceRestoration } from './restoration.js';
import type { Route } from './route.js';

/** The review of an incident: facts frozen when it ended, and what was learned later, dated. */

const whole = z.number().int().min(0);

/** Rises whenever the same signals would give another number. */
export const reviewMethod = {
  name: 'Rollcall review',
  version: 1,
  lines: [
    'Affected: a user with at least the service’s number of failed tries in one place of the scope, from onset to end; a customer is affected while one of its users is. Counts are exact for what was received.',
    'Well again: from a customer’s first failure to the first successful try after the last failure in the last of its places; who was not back by the end is counted as later than all who were.',
    'Contacts: those of the scope from onset to end, against the mean of the same hours of up to two past weeks; interval: Poisson, 95 %.',
    'Came back: seen at least once within so many days of the end. Affected customers against customers who were active at the same time and not affected, matched on type, stage, tenure and days active in the four weeks before; difference of proportions, standardised to the affected, 95 % interval by Newcombe’s hybrid score method.',
    'Lost sign-ups and first purchases: expected minus actual users from onset to end. Expected: the mean of the same hours of up to four past weeks, scaled by how busy slices beside the incident were; 95 % interval of what such weeks say of one day. Who came back after the end is in what was lost.',
    'Revenue: monthly revenue of the affected, once per payer, where the invoice goes; what it would be to lose them, not what was lost. Converted by rates that were entered, as of the end; what has no rate stays apart.',
  ],
} as const;

/** How long customers waited until all was well for them. ms; null: not reached by the end. */
export const UntilWell = z.object({
  /** Affected customers. */
  n: whole,
  /** Of them, well again before the end. */
  back: whole,
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
  longestMs: z.number().nullable(),
  /** How many were well again within each time. */
  within: z.array(z.object({ ms: z.number(), customers: whole })),
});
export type UntilWell = z.infer<typeof UntilWell>;

const range = z.object({ index: z.number(), low: z.number(), high: z.number(), n: whole });
/** null with the reason. */
const perhaps = <T extends z.ZodType>(value: T) =>
  z.object({ value: value.nullable(), reason: z.string().nullable() });

export const ReviewContacts = z.object({
  n: whole,
  expected: z.number(),
  /** n − expected, with its 95 % interval. */
  extra: z.object({ estimate: z.number(), low: z.number(), high: z.number() }),
  weeks: whole,
});
export type ReviewContacts = z.infer<typeof ReviewContacts>;

const party = { customers: whole, users: whole };

export const EarlierIncident = z.object({
  id: z.string(),
  title: z.string(),
  onset: z.number(),
  severity: Severity,
  resolveMs: z.number().nullable(),
  customers: whole,
  medianUntilWellMs: z.number().nullable(),
});
export type EarlierIncident = z.infer<typeof EarlierIncident>;

/** What was known when the incident ended. Never rewritten. */
export const ReviewFacts = z.object({
  title: z.string(),
  severity: Severity,
  scope: Scope,
  onset: z.number(),
  resolvedAt: z.number(),
  times: IncidentTimes,
  durations: Durations,
  roles: z.array(IncidentRole),
  actions: z.array(IncidentAction),
  impact: Impact,
  byType: z.array(z.object({ type: CustomerType, ...party })),
  byStage: z.array(z.object({ stage: Stage, ...party })),
  /** Revenue of the affected by how much of each was affected; the deepest first. */
  byDepth: z.array(z.object({ depth: z.string(), customers: whole, revenue: z.array(Money) })),
  /** The gravest 50 places. */
  slices: z.array(SliceRestoration),
  untilWell: UntilWell,
  satisfaction: z.object({ before: perhaps(range), during: perhaps(range) }),
  contacts: perhaps(ReviewContacts),
  earlier: z.array(EarlierIncident),
});
export type ReviewFacts = z.infer<typeof ReviewFacts>;

export const ReviewRevision = z.object({
  /** 1, 2, …: an incident that was opened again, or whose onset or end was moved, is frozen once more. */
  revision: z.number().int(),
  generation: z.number().int(),
  frozenAt: z.number(),
  method: z.object({ name: z.string(), version: z.number().int() }),
  facts: ReviewFacts,
});
export type ReviewRevision = z.infer<typeof ReviewRevision>;

/** Affected and matched unaffected customers who came back; null: nobody to compare with. */
export const Returned = z.object({
  days: z.number().int(),
  /** Affected customers that have a match, and all that were looked at. */
  n: whole,
  affected: whole,
  unaffected: whole,
  shareAffected: z.number().nullable(),
  shareUnaffected: z.number().nullable(),
  /** Affected minus unaffected, −1 to 1, 95 %. */
  difference: z.object({ estimate: z.number(), low: z.number(), high: z.number() }).nullable(),
  strata: whole,
  reason: z.string().nullable(),
});
export type Returned = z.infer<typeof Returned>;

export const returnDays = [1, 7, 30] as const;

/** What was learned after the facts were frozen. */
export const ReviewAddendum = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('note'), text: z.string() }),
  z.object({ kind: z.literal('returned'), result: Returned }),
  z.object({ kind: z.literal('satisfaction'), result: perhaps(range) }),
]);
export type ReviewAddendum = z.infer<typeof ReviewAddendum>;

const dated = z.object({
  id: z.string(),
  at: z.number(),
  by: z.string(),
  revision: z.number().int(),
  addendum: ReviewAddendum,
});
export type DatedAddendum = z.infer<typeof dated>;

const Converted = z.object({
  /** All that could be converted, in the reporting currency. */
  amount: z.number(),
  currency: z.string(),
  /** What has no rate as of the end. */
  apart: z.array(Money),
  rates: z.array(z.object({ currency: z.string(), rate: z.number(), from: z.number() })),
});
export type Converted = z.infer<typeof Converted>;

export const Review = z.object({
  id: z.string(),
  method: z.object({ name: z.string(), version: z.number().int(), lines: z.array(z.string()) }),
  /** The newest revision; those before it, oldest first. */
  current: ReviewRevision,
  earlierRevisions: z.array(ReviewRevision),
  addenda: z.array(dated),
  /** What is still to come, and when. */
  due: z.array(z.object({ what: z.string(), dueAt: z.number() })),
  /** Monthly revenue of the affected in the reporting currency, by the rates as of the end. */
  revenue: z.object({
    all: Converted,
    byDepth: z.array(z.object({ depth: z.string(), customers: whole, revenue: Converted })),
  }),
  /** As it is now; `facts` has them as they were. */
  actions: z.array(IncidentAction),
});
export type Review = z.infer<typeof Review>;

export const ReviewSummary = z.object({
  id: z.string(),
  title: z.string(),
  severity: Severity,
  onset: z.number(),
  resolvedAt: z.number(),
  revision: z.number().int(),
  frozenAt: z.number(),
  customers: whole,
  users: whole,
  medianUntilWellMs: z.number().nullable(),
});
export type ReviewSummary = z.infer<typeof ReviewSummary>;

export const AddNote = z.strictObject({ text: Words });
export type AddNote = z.infer<typeof AddNote>;

export const reviewFormats = ['json', 'csv', 'md'] as const;
const query = z.strictObject({ format: z.enum(reviewFormats).default('json') });

export const reviewRoutes = {
  listReviews: {
    method: 'GET',
    path: '/api/v1/reviews',
    permission: 'read',
    summary: 'Reviews of ended incidents, newest first',
    answer: z.array(ReviewSummary),
    status: 200,
  },
  getReview: {
    method: 'GET',
    path: '/api/v1/reviews/:id',
    permission: 'read',
    summary: 'One review: frozen facts, dated addenda, method; as JSON, CSV or Markdown',
    query,
    answer: Review,
    status: 200,
  },
  getIncidentReview: {
    method: 'GET',
    path: '/api/v1/incidents/:id/review',
    permission: 'read',
    summary: 'The review of an incident; the same as under /reviews',
    query,
    answer: Review,
    status: 200,
  },
  addReviewNote: {
    method: 'POST',
    path: '/api/v1/incidents/:id/review/addenda',
    permission: 'manage',
    summary: 'Add what was learned later, dated; the facts stay as they are',
    body: AddNote,
    answer: Review,
    status: 201,
  },
} as const satisfies Record<string, Route>;

/** What the control log keeps of a review. */
export const ReviewEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('review:frozen'), ...ReviewRevision.omit({ frozenAt: true }).shape }),
  z.object({
    type: z.literal('review:addended'),
    revision: z.number().int(),
    addendum: ReviewAddendum,
  }),
]);
export type ReviewEvent = z.infer<typeof ReviewEvent>;
