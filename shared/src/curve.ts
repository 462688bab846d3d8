import { z } from 'zod';
import type { Route } from './route.js';

const whole = z.number().int().min(0);
const Counts = z.object({ failing: whole, unseen: whole, recovered: whole });

/** What an incident's counts were at one time. */
export const CurvePoint = z.object({
  /** Workspace clock, epoch ms. */
  at: z.number(),
  customers: Counts,
  users: Counts,
  /** As in the impact: an estimate, never added; null where there was none. */
  silent: z.object({ estimate: z.number(), low: z.number(), high: z.number() }).nullable(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

/** Points of one curve at the most; it gets coarser as it gets longer. */
export const mostCurvePoints = 600;

export const IncidentCurve = z.object({
  /** The incident's generation that was counted; another one has another curve. */
  generation: z.number().int(),
  /** Oldest first, from the onset on; the last is as of now, or of the end. */
  points: z.array(CurvePoint).max(mostCurvePoints),
});
export type IncidentCurve = z.infer<typeof IncidentCurve>;

export const curveRoutes = {
  getCurve: {
    method: 'GET',
    path: '/api/v1/incidents/:id/curve',
    permission: 'read',
    summary: "What an incident's counts were since its onset, in 600 points at the most",
    answer: IncidentCurve,
    status: 200,
  },
} as const satisfies Record<string, Route>;
