import { z } from 'zod';
import type { Route } from './route.js';
import { limits, readable, readableText } from './signals.js';

/** HTTP probes: what a site check sees. A probe speaks of a service's health, never of customers. */

/** Durations in ms. Health that is older than ten minutes says nothing any more: hence the longest. */
export const probeLimits = {
  probes: 200,
  shortestIntervalMs: 5_000,
  longestIntervalMs: 300_000,
  shortestTimeoutMs: 100,
  /** Bytes of an answer that are read, unpacked. */
  body: 262_144,
  redirects: 5,
  results: 20,
  /** A certificate that ends within this many days makes a probe say degraded. */
  certificateDays: 14,
} as const;

/** What a probe id may be: it names a source (`probe:<id>`) and stands in addresses. */
export const ProbeId = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    'use lower-case letters, digits and hyphens, at most 64',
  );

const name = z.string().min(1).max(limits.name).regex(readable, readableText);
const ms = z.number().int();

export const ProbeInput = z.strictObject({
  name,
  url: z
    .string()
    .max(limits.url)
    .regex(/^https?:\/\/[^\s/]/i, 'send an address that begins with http:// or https://'),
  service: name,
  region: name.optional(),
  method: z.enum(['GET', 'HEAD']).optional(),
  /** From one check to the next. */
  intervalMs: ms.min(probeLimits.shortestIntervalMs).max(probeLimits.longestIntervalMs).optional(),
  /** For everything: name, connection, redirects, answer. */
  timeoutMs: ms.min(probeLimits.shortestTimeoutMs).max(60_000).optional(),
  /** Slower than this is degraded. */
  slowMs: ms.min(1).max(60_000).optional(),
  /** `200-299`, `204`, `200-299, 404`. */
  expectStatus: z
    .string()
    .max(100)
    .regex(
      /^\s*[1-5]\d\d(?:\s*-\s*[1-5]\d\d)?(?:\s*,\s*[1-5]\d\d(?:\s*-\s*[1-5]\d\d)?)*\s*$/,
      'send statuses and ranges, such as "200-299, 404"',
    )
    .optional(),
  /** Has to stand in the first 256 KB of the answer, letter for letter. */
  expectText: z.string().min(1).max(500).optional(),
  /** Take a certificate nobody vouches for; its end is watched all the same. */
  anyCertificate: z.boolean().optional(),
});
export type ProbeInput = z.infer<typeof ProbeInput>;

/** A probe as it is kept: with everything that was left out filled in. */
export const Probe = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  service: z.string(),
  region: z.string().nullable(),
  method: z.enum(['GET', 'HEAD']),
  intervalMs: z.number(),
  timeoutMs: z.number(),
  slowMs: z.number(),
  expectStatus: z.string(),
  expectText: z.string().nullable(),
  anyCertificate: z.boolean(),
});
export type Probe = z.infer<typeof Probe>;

export const probeStatuses = ['up', 'degraded', 'down'] as const;
export const ProbeStatus = z.enum(probeStatuses);
export type ProbeStatus = z.infer<typeof ProbeStatus>;

/** One check. Times: wall clock, epoch ms. */
export const ProbeResult = z.object({
  at: z.number(),
  status: ProbeStatus,
  /** From the first look-up to the last byte, ms; null: no answer came. */
  latencyMs: z.number().nullable(),
  httpStatus: z.number().int().nullable(),
  /** Why it isn't up, and what to do; null when it is. */
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  /** When the certificate ends; null: none was seen. */
  certificateEndsAt: z.number().nullable(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

export const ProbeView = Probe.extend({
  /** The newest result; null: not checked yet. */
  last: ProbeResult.nullable(),
  /** Since when it has been in this state, as far back as results are kept. */
  since: z.number().nullable(),
  /** Whole days the certificate still holds, negative when it has ended; null: none was seen. */
  certificateDays: z.number().int().nullable(),
  /** The last 20, oldest first. */
  results: z.array(ProbeResult),
});
export type ProbeView = z.infer<typeof ProbeView>;

const path = '/api/v1/probes/:id';

export const probeRoutes = {
  listProbes: {
    method: 'GET',
    path: '/api/v1/probes',
    permission: 'read',
    summary: 'HTTP probes with their state and last results',
    answer: z.array(ProbeView),
    status: 200,
  },
  getProbe: {
    method: 'GET',
    path,
    permission: 'read',
    summary: 'One HTTP probe with its state and last results',
    answer: ProbeView,
    status: 200,
  },
  putProbe: {
    method: 'PUT',
    path,
    permission: 'manage',
    summary: 'Add or replace an HTTP probe; it is checked at once',
    body: ProbeInput,
    answer: ProbeView,
    status: 200,
  },
  deleteProbe: {
    method: 'DELETE',
    path,
    permission: 'manage',
    summary: 'End an HTTP probe; the answer can be put back',
    answer: Probe,
    status: 200,
  },
} as const satisfies Record<string, Route>;
