import { z } from 'zod';

/**
 * Why something was found: a code and the numbers it rests on, for screens that say it in their reader's
 * language; `reason` says the same in English. Counts are exact; times in ms.
 */

/** What detection follows of a service by the minute. Shares 0 to 1, latency in ms, satisfaction 0 to 100. */
export const unusualMetrics = [
  'interactions',
  'failureShare',
  'latencyP95',
  'contacts',
  'satisfaction',
  'silent',
] as const;
export const UnusualMetric = z.enum(unusualMetrics);
export type UnusualMetric = z.infer<typeof UnusualMetric>;

const count = z.number().int().min(0);

export const Why = z.discriminatedUnion('code', [
  /** So many of the tries failed since it began; usually no more than that share. */
  z.object({
    code: z.literal('failing'),
    failed: count,
    tries: count,
    withinMs: z.number(),
    usual: z.number(),
  }),
  /** So many failed within the window: about `factor` times what the objective allows, retries left out. */
  z.object({
    code: z.literal('burn'),
    failed: count,
    tries: count,
    windowMs: z.number(),
    factor: z.number(),
  }),
  /** Nobody came; usually about so many people in 2 minutes. Not known: whether they do at this hour. */
  z.object({
    code: z.literal('silent'),
    forMs: z.number(),
    usualPeople: z.number(),
    known: z.boolean(),
  }),
  z.object({ code: z.literal('nothing-comes'), forMs: z.number(), usualPerMinute: z.number() }),
  z.object({ code: z.literal('source-stopped'), source: z.string(), places: count }),
  z.object({ code: z.literal('most-silent'), places: count, of: count }),
  z.object({
    code: z.literal('health'),
    says: z.array(z.object({ source: z.string(), status: z.enum(['degraded', 'down']) })),
    forMs: z.number(),
    /** Customers get through there. */
    contradicted: z.boolean(),
  }),
  /** Beside what customers met: a health signal says `down`. */
  z.object({ code: z.literal('said-down') }),
  z.object({
    code: z.literal('unusual'),
    metric: UnusualMetric,
    value: z.number(),
    usual: z.number(),
    /** Whom it is of: `users` where no customer is known. */
    of: z.enum(['customers', 'users']),
  }),
]);
export type Why = z.infer<typeof Why>;

/** Why an incident is: of the place where it is clearest; null: anywhere. The first says most. */
export const IncidentWhy = z.object({
  place: z.object({ service: z.string(), region: z.string(), channel: z.string() }).nullable(),
  /** How many other places do the same. */
  others: count,
  why: z.array(Why),
});
export type IncidentWhy = z.infer<typeof IncidentWhy>;
