import { z } from 'zod';

/**
 * Signals: the one thing that comes in. Shapes are checked here; what needs a clock or another
 * field (a time too far ahead, a score outside its scale) is checked by the server's ingest.
 */

/** Lengths that keep one signal small; counted in code points (🎉 is one), as JSON Schema counts. */
export const limits = {
  name: 100,
  identity: 200,
  title: 300,
  comment: 2_000,
  url: 2_000,
  attributeKey: 100,
  attributeValue: 500,
  attributes: 32,
} as const;

/** Something to see, and nothing that breaks a line or a log. */
export const readable = /^\P{Cc}*[^\s\p{Cc}]\P{Cc}*$/u;

/** What to send where `readable` refuses. */
export const readableText = 'send text that can be read: not blank, and no control characters';

const name = z.string().min(1).max(limits.name).regex(readable, readableText);
const identity = z.string().min(1).max(limits.identity).regex(readable, readableText);
/** A page to open: no other scheme, because rooms make links of it. */
const link = z
  .string()
  .max(limits.url)
  .regex(/^https?:\/\//, 'send an http or https address');
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const latencyMs = z.number().min(0).max(86_400_000);

/** RFC 3339 text, or epoch milliseconds. */
export const At = z.union([z.string().min(1).max(40), z.number()]);

export const signalKinds = ['interaction', 'health', 'rating', 'contact', 'change'] as const;
export type SignalKind = (typeof signalKinds)[number];

export const outcomes = ['ok', 'slow', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** The range each rating scale allows, ends included. */
export const ratingScales = { csat: [1, 5], nps: [0, 10], ces: [1, 7] } as const;
export type RatingScale = keyof typeof ratingScales;

const common = {
  at: At,
  service: name,
  region: name.optional(),
  channel: name.optional(),
  synthetic: z.boolean().optional(),
  attributes: z
    .record(
      z.string().max(limits.attributeKey),
      z.union([z.string().max(limits.attributeValue), z.number(), z.boolean(), z.null()]),
    )
    .refine((attributes) => Object.keys(attributes).length <= limits.attributes)
    // the same for whoever reads the schema: a refinement is not part of it
    .meta({ maxProperties: limits.attributes })
    .optional(),
};

const person = { user: identity, customer: identity.optional() };

/** A person tried something. At least one of `outcome` and `latencyMs` is needed. */
export const InteractionSignal = z.object({
  kind: z.literal('interaction'),
  ...common,
  ...person,
  outcome: z.enum(outcomes).optional(),
  latencyMs: latencyMs.optional(),
});
export type InteractionSignal = z.infer<typeof InteractionSignal>;

/** A person said how it was, on a declared scale. */
export const RatingSignal = z.object({
  kind: z.literal('rating'),
  ...common,
  ...person,
  scale: z.enum(['csat', 'nps', 'ces']),
  score: z.number().int().min(0).max(10),
  comment: z.string().max(limits.comment).optional(),
});
export type RatingSignal = z.infer<typeof RatingSignal>;

/** A person got in touch, or spoke in public. */
export const ContactSignal = z.object({
  kind: z.literal('contact'),
  ...common,
  ...person,
  via: z.enum(['phone', 'chat', 'email', 'social', 'review', 'store']),
  topic: name.optional(),
  sentiment: z.number().min(-1).max(1).optional(),
  url: link.optional(),
});
export type ContactSignal = z.infer<typeof ContactSignal>;

/** A service's own state, as a source reports it. */
export const HealthSignal = z.object({
  kind: z.literal('health'),
  ...common,
  source: name,
  status: z.enum(['up', 'degraded', 'down']),
  latencyMs: latencyMs.optional(),
  requests: count.optional(),
  errors: count.optional(),
});
export type HealthSignal = z.infer<typeof HealthSignal>;

/** Something was changed on purpose: a deploy, a flag, a supplier's notice. */
export const ChangeSignal = z.object({
  kind: z.literal('change'),
  ...common,
  title: z.string().min(1).max(limits.title).regex(readable),
  source: name.optional(),
  url: link.optional(),
});
export type ChangeSignal = z.infer<typeof ChangeSignal>;

export const Signal = z.discriminatedUnion('kind', [
  InteractionSignal,
  RatingSignal,
  ContactSignal,
  HealthSignal,
  ChangeSignal,
]);
export type Signal = z.infer<typeof Signal>;

export const rejectionCodes = [
  'not_json',
  'unknown_kind',
  'field_missing',
  'field_too_long',
  'field_invalid',
  'at_in_future',
  'at_too_old',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** Why one signal of a request was not taken; `index` counts lines or elements from 0. */
export const Rejection = z.object({
  index: z.number().int().min(0),
  code: z.enum(rejectionCodes),
  field: z.string().optional(),
  message: z.string(),
});
export type Rejection = z.infer<typeof Rejection>;

export const SignalsAccepted = z.object({
  accepted: z.number().int().min(0),
  rejected: z.array(Rejection),
});
export type SignalsAccepted = z.infer<typeof SignalsAccepted>;

/** What stands for a region or channel that a signal does not name. */
export const unknownName = 'unknown';
