import { z } from 'zod';
import { limits } from './signals.js';

/** What holds for a service nobody has described. */
export const serviceDefaults = {
  latencyTargetMs: 1_000,
  objective: 0.999,
  affectedRule: { failures: 1 },
  funnel: null,
} as const;

/** From when on a service's failures make somebody affected. */
export const AffectedRule = z.object({
  /** A user: from this many failures in one slice. */
  failures: z.number().int().min(1).max(1_000).default(serviceDefaults.affectedRule.failures),
  /** A customer: from this share of its active users affected in the service on. Left out: any. */
  audience: z.object({ share: z.number().gt(0).max(1) }).nullish(),
});
export type AffectedRule = z.infer<typeof AffectedRule>;

/** Where a service is a step on the way to becoming a customer: getting through it is a sign-up, a purchase. */
export const funnelSteps = ['signup', 'purchase'] as const;
export const FunnelStep = z.enum(funnelSteps);
export type FunnelStep = z.infer<typeof FunnelStep>;

/** What a customer does (play, sign up, pay), and what we hold ourselves to. */
export const ServiceInput = z.object({
  name: z.string().min(1).max(limits.name).optional(),
  /** Apdex's T in milliseconds: up to T ok, up to 4T slow, above failed. */
  latencyTargetMs: z.number().positive().max(3_600_000).optional(),
  /** Share of interactions that are to be ok, 0 to 1. */
  objective: z.number().gt(0).lt(1).optional(),
  dependencies: z.array(z.string().min(1).max(limits.name)).max(100).optional(),
  affectedRule: AffectedRule.optional(),
  /** null: none any more. */
  funnel: FunnelStep.nullish(),
});
export type ServiceInput = z.infer<typeof ServiceInput>;

export const Service = z.object({
  id: z.string(),
  name: z.string(),
  latencyTargetMs: z.number(),
  objective: z.number(),
  dependencies: z.array(z.string()),
  affectedRule: AffectedRule,
  funnel: FunnelStep.nullable(),
});
export type Service = z.infer<typeof Service>;
