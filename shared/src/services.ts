import { z } from 'zod';
import { limits } from './signals.js';

/** What a customer does (play, sign up, pay), and what we hold ourselves to. */
export const ServiceInput = z.object({
  name: z.string().min(1).max(limits.name).optional(),
  /** Apdex's T in milliseconds: up to T ok, up to 4T slow, above failed. */
  latencyTargetMs: z.number().positive().max(3_600_000).optional(),
  /** Share of interactions that are to be ok, 0 to 1. */
  objective: z.number().gt(0).lt(1).optional(),
  dependencies: z.array(z.string().min(1).max(limits.name)).max(100).optional(),
  /** A user counts as affected from this many failures in one slice. */
  affectedRule: z.object({ failures: z.number().int().min(1).max(1_000) }).optional(),
});
export type ServiceInput = z.infer<typeof ServiceInput>;

export const Service = z.object({
  id: z.string(),
  name: z.string(),
  latencyTargetMs: z.number(),
  objective: z.number(),
  dependencies: z.array(z.string()),
  affectedRule: z.object({ failures: z.number().int() }),
});
export type Service = z.infer<typeof Service>;

/** What holds for a service nobody has described. */
export const serviceDefaults = {
  latencyTargetMs: 1_000,
  objective: 0.999,
  affectedRule: { failures: 1 },
} as const;
