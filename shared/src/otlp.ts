import { z } from 'zod';
import type { Route } from './route.js';
import { limits } from './signals.js';

/** How traces become interactions: editable rules, and the routes of the OTLP door. */

const name = z.string().min(1).max(limits.name);
const attribute = z
  .string()
  .max(limits.name)
  .regex(/^[\w.:@/-]+$/, 'send the name of an attribute, such as service.name');

/**
 * Attributes with a value of its own for every request or person: as a name of a slice they would
 * make one slice of each.
 */
const endless =
  /^(url\.|http\.url$|http\.target$|user|enduser|session|trace|span\.id|client\.addr)/;

/** Text with attributes in braces: `shop {http.route}`. Without a value for each it says nothing. */
const template = name.refine(
  (text) => ![...text.matchAll(/\{([^}]*)\}/g)].some(([, found]) => endless.test(found)),
  'use an attribute with few values, such as {http.route}; {url.path} would make a row of each address',
);

/** Text to compare with, in which `*` stands for anything. */
const pattern = z.string().max(limits.attributeValue);
const statusCode = z.number().int().min(100).max(599);

/**
 * One rule. It applies to spans whose attributes (of the span, else of its resource) fit `match`:
 * every name must fit one of its patterns. Of all rules that apply, the first that says something
 * about a field decides it; `service` and `drop` are one field.
 */
export const OtlpRule = z.strictObject({
  /** What it is for, in your words. */
  name: name.optional(),
  match: z
    .record(attribute, z.union([pattern, z.array(pattern).min(1).max(50)]))
    .refine((match) => Object.keys(match).length <= 10, 'match by at most 10 attributes')
    .default({}),
  /** Makes no interaction of the span, and is the reason that GET /api/v1/sources shows. */
  drop: name.optional(),
  /** What the customer does. */
  service: template.optional(),
  /** Where the customer is. */
  region: template.optional(),
  /** What the customer holds. */
  channel: template.optional(),
  /** Attributes that may hold the user's identity, the first that is there counts. */
  user: z.array(attribute).min(1).max(10).optional(),
  /** Attributes that may hold the customer's id. */
  customer: z.array(attribute).min(1).max(10).optional(),
  /** HTTP statuses under 500 that are failures of yours, too. */
  failedStatus: z.array(statusCode).min(1).max(100).optional(),
  /** Share of what happens that this source sends, 0 to 1, where its traces do not say it. */
  sampling: z.number().gt(0).max(1).optional(),
});
export type OtlpRule = z.infer<typeof OtlpRule>;

export const PutOtlpRules = z.strictObject({
  rules: z.array(OtlpRule).max(200),
  /** The version they were edited from; someone else's change in between is then a conflict. */
  version: z.number().int().min(0).optional(),
});
export type PutOtlpRules = z.infer<typeof PutOtlpRules>;

export const OtlpRules = z.object({
  /** Rises with each change; 0: never changed. */
  version: z.number().int(),
  rules: z.array(OtlpRule),
  /** What holds after them, built in. */
  defaults: z.array(OtlpRule),
});
export type OtlpRules = z.infer<typeof OtlpRules>;

/** What OTLP answers: an empty object, or what was not taken and why. */
export const OtlpAnswer = z.object({
  partialSuccess: z.object({ rejectedSpans: z.string(), errorMessage: z.string() }).optional(),
});
export type OtlpAnswer = z.infer<typeof OtlpAnswer>;

export const otlpRoutes = {
  postTraces: {
    method: 'POST',
    path: '/otlp/v1/traces',
    permission: 'ingest',
    summary: 'OTLP/HTTP traces, JSON or protobuf, gzip allowed: entry spans become interactions',
    answer: OtlpAnswer,
    status: 200,
  },
  postMetrics: {
    method: 'POST',
    path: '/otlp/v1/metrics',
    permission: 'ingest',
    summary: 'OTLP/HTTP metrics: taken, so that exporters are content, and not used',
    answer: OtlpAnswer,
    status: 200,
  },
  postLogs: {
    method: 'POST',
    path: '/otlp/v1/logs',
    permission: 'ingest',
    summary: 'OTLP/HTTP logs: taken, so that exporters are content, and not used',
    answer: OtlpAnswer,
    status: 200,
  },
  getOtlpRules: {
    method: 'GET',
    path: '/api/v1/otlp/rules',
    permission: 'read',
    summary: 'How spans become interactions',
    answer: OtlpRules,
    status: 200,
  },
  putOtlpRules: {
    method: 'PUT',
    path: '/api/v1/otlp/rules',
    permission: 'manage',
    summary: 'Change how spans become interactions, for what comes from now on',
    body: PutOtlpRules,
    answer: OtlpRules,
    status: 200,
  },
} as const satisfies Record<string, Route>;
