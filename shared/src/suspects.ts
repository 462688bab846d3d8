import { z } from 'zod';

/** What may be behind an outage: named with the reason, so that somebody can look there first. */

/** A service that others of the outage depend on, and why it is suspected. */
export const SuspectedUpstream = z.object({ service: z.string(), reason: z.string() });
export type SuspectedUpstream = z.infer<typeof SuspectedUpstream>;

/** Something that was changed on purpose shortly before customers began to fail. */
export const SuspectedChange = z.object({
  title: z.string(),
  service: z.string(),
  region: z.string(),
  source: z.string().nullable(),
  url: z.string().nullable(),
  /** When it was changed, epoch ms. */
  at: z.number(),
  reason: z.string(),
});
export type SuspectedChange = z.infer<typeof SuspectedChange>;

export const Suspects = z.object({
  upstream: z.array(SuspectedUpstream),
  /** The likeliest first. */
  changes: z.array(SuspectedChange),
});
export type Suspects = z.infer<typeof Suspects>;
