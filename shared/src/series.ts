import { z } from 'zod';
import type { Route } from './route.js';
import { At, limits } from './signals.js';

/** How things went over time: counted by the minute for three days, and by the hour for 400. */

/** Whatever is null in an answer is "no data": nothing came from which it could be told. */
export const seriesMetrics = [
  'interactions',
  'ok',
  'slow',
  'failed',
  /** failed ÷ interactions, 0 to 1. */
  'failureShare',
  /** (ok + slow / 2) ÷ interactions, 0 to 1. */
  'apdex',
  /** Quantiles of the latencies that were sent, ms, within 7 %. */
  'latencyP50',
  'latencyP95',
  'latencyP99',
  'contacts',
  /** Share of 4 and 5 of 5, 0 to 100. */
  'csat',
  /** % of 9 and 10 minus % of 0 to 6, −100 to 100. */
  'nps',
  /** Mean answer on 1 to 7. */
  'ces',
  /** Mean sentiment of contacts, −1 to 1. */
  'sentiment',
] as const;
export const SeriesMetric = z.enum(seriesMetrics);
export type SeriesMetric = z.infer<typeof SeriesMetric>;

export const seriesGroups = ['service', 'region', 'channel'] as const;

/** Points of one series, and series of one answer, at the most. */
export const mostSeriesPoints = 2_000;
export const mostSeries = 100;

const name = z.string().min(1).max(limits.name);
const names = z.union([name, z.array(name).max(100)]).optional();
const list = <T extends z.ZodType>(each: T) =>
  z.preprocess(
    (given) => (typeof given === 'string' ? given.split(',').map((part) => part.trim()) : given),
    z.array(each).min(1).max(seriesMetrics.length),
  );

/** From and to default to the last hour; without a step there are about `points` of them. */
export const SeriesQuery = z.strictObject({
  metric: list(SeriesMetric),
  service: names,
  region: names,
  channel: names,
  /** One series for each service, region or channel there is. */
  by: z.enum(seriesGroups).optional(),
  from: z.union([z.coerce.number(), At]).optional(),
  to: z.union([z.coerce.number(), At]).optional(),
  /** Length of one step, ms: whole minutes. */
  step: z.coerce
    .number()
    .int()
    .min(60_000)
    .max(400 * 86_400_000)
    .multipleOf(60_000)
    .optional(),
  points: z.coerce.number().int().min(1).max(mostSeriesPoints).optional(),
  format: z.enum(['json', 'csv']).optional(),
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

export const Series = z.object({
  metric: SeriesMetric,
  /** The service, region or channel it is of, where one was asked for each. */
  of: z.string().nullable(),
  /** One for each step; null: no data. */
  values: z.array(z.number().nullable()),
  /** How many interactions, latencies, answers or contacts each value is of. */
  n: z.array(z.number().int().min(0)),
});
export type Series = z.infer<typeof Series>;

export const SeriesAnswer = z.object({
  /** Start of each step, workspace clock, epoch ms; the last may still be under way. */
  at: z.array(z.number()),
  stepMs: z.number().positive(),
  /** What the steps were added up from. */
  resolution: z.enum(['minute', 'hour']),
  /** Since when this resolution is kept, epoch ms; null: nothing is there yet. */
  since: z.number().nullable(),
  series: z.array(Series),
});
export type SeriesAnswer = z.infer<typeof SeriesAnswer>;

export const seriesRoutes = {
  getSeries: {
    method: 'GET',
    path: '/api/v1/series',
    permission: 'read',
    summary: 'How things went over time, by scope and range: JSON or CSV',
    query: SeriesQuery,
    answer: SeriesAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
