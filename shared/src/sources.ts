import { z } from 'zod';
import type { Route } from './route.js';

/** Where signals come from, and how far each can be trusted. */

/** How a source's signals come in: one for each way that leads to the raw log. */
export const doors = ['api', 'otlp', 'beacon', 'probe'] as const;
export const Door = z.enum(doors);
export type Door = z.infer<typeof Door>;

const whole = z.number().int().min(0);

export const SourceView = z.object({
  /** Door and name, such as `otlp:checkout`. */
  id: z.string(),
  door: Door,
  name: z.string(),
  /** When it was last heard of, wall clock, epoch ms. */
  seenAt: z.number(),
  /** Signals taken in the last full minute. */
  perMinute: z.number().min(0),
  /** The same for each of the last 60 full minutes, oldest first. */
  lastHour: z.array(whole),
  /** Signals taken since the source is known. */
  accepted: whole,
  /** What was not made into a signal, by reason, most frequent first. */
  dropped: z.array(z.object({ reason: z.string(), count: whole, example: z.string().nullable() })),
  /** Time from happening to arrival, ms, over the last five minutes, within 5 %; null: nothing came. */
  lagMs: z.object({ median: z.number(), p95: z.number() }).nullable(),
  /** How far the sender's clock is ahead of ours, ms, as far as it can be told; 0: not ahead. */
  skewMs: z.number().nullable(),
  /** Share of the last hour's interactions that named a user or a customer, not a session or nobody. */
  identified: z.number().min(0).max(1).nullable(),
  /** Share of what happens that it sends, 0 to 1; null: not known to be sampled. */
  sampling: z.number().gt(0).max(1).nullable(),
  lastError: z
    .object({ at: z.number(), message: z.string(), remedy: z.string().nullable() })
    .nullable(),
});
export type SourceView = z.infer<typeof SourceView>;

export const sourceRoutes = {
  listSources: {
    method: 'GET',
    path: '/api/v1/sources',
    permission: 'read',
    summary: 'Where signals come from: rate, lag, coverage, sampling, what was dropped and why',
    answer: z.array(SourceView),
    status: 200,
  },
} as const satisfies Record<string, Route>;
