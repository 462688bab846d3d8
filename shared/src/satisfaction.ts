import { z } from 'zod';
import { ImpactFilter } from './impact.js';
import type { Route } from './route.js';

/**
 * How satisfied customers are: an index with one vote a customer, and what they say beside it. The method is in
 * docs/concepts.md; `satisfactionMethod` names and versions it.
 */

/** Rises whenever the same signals would give another number. */
export const satisfactionMethod = {
  name: 'one vote a customer, last attempt in each slice',
  version: 2,
  formula:
    'vote of a user = worst of their last attempts over the slices they tried (ok 1, slow 0.5, failed 0); ' +
    'vote of a customer = mean over their users; index = 100 × mean vote of the voters of the last hour; ' +
    'low: the expected who are absent are not well (expected = past weeks, as much busier as today is beside the ' +
    'trouble, for customers who come through one user alone); high: they are like the others; ' +
    'both with a 95 % margin, clustered by customer',
} as const;

const whole = z.number().int().min(0);
const score = z.number().min(0).max(100).nullable();

/** 0 to 100; null: nobody was there. `n` voters. low ≤ index ≤ high, 95 %. */
const range = { index: score, low: score, high: score, n: whole };

export const SatisfactionGroup = z.object({
  value: z.string(),
  ...range,
  /** Voters expected at this hour; null: nothing to expect from. */
  expected: whole.nullable(),
  /** The index of the same hour of past weeks, the median; null: none. */
  past: score,
});
export type SatisfactionGroup = z.infer<typeof SatisfactionGroup>;

export const SatisfactionSlice = SatisfactionGroup.omit({ value: true }).extend({
  service: z.string(),
  region: z.string(),
  channel: z.string(),
});
export type SatisfactionSlice = z.infer<typeof SatisfactionSlice>;

/** A score on a scale of its own, with how many answers (of Apdex: attempts) and a 95 % interval. */
export const Scored = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: whole,
});
export type Scored = z.infer<typeof Scored>;

export const StatedScores = z.object({
  /** (ok + slow / 2) / attempts, 0 to 1. */
  apdex: Scored,
  /** Share of 4 and 5 of 5, 0 to 100. */
  csat: Scored,
  /** % of 9 and 10 minus % of 0 to 6, −100 to 100. */
  nps: Scored,
  /** Mean answer on 1 to 7. */
  ces: Scored,
  /** Mean sentiment of contacts, −1 to 1. */
  sentiment: Scored,
});
export type StatedScores = z.infer<typeof StatedScores>;

const beside = {
  /** The end of the hour this is of, workspace clock, epoch ms. */
  asOf: z.number(),
  /** Voters who are users of whom no customer is known. */
  unidentified: whole,
  /** Voters expected at this hour; null: there are no past weeks yet. */
  expected: whole.nullable(),
  /** The mean over slices, weighted by their expected voters. */
  weighted: score,
  /** The same hour of past weeks: median, lowest, highest. */
  past: z.object({ index: z.number(), low: z.number(), high: z.number(), weeks: whole }).nullable(),
  /** The slice that is worst beyond doubt; null: none has voters. */
  worst: SatisfactionSlice.nullable(),
  stated: StatedScores,
  /** Share of the voters who rated anything in the hour, 0 to 1; null: there are none. */
  responseRate: z.number().min(0).max(1).nullable(),
};

/** As in the live view; what stands beside the index may be missing in one of an older version. */
export const Satisfaction = z.object({
  ...range,
  ...z.object({ ...beside, services: z.array(SatisfactionGroup) }).partial().shape,
});
export type Satisfaction = z.infer<typeof Satisfaction>;

export const SatisfactionAnswer = z.object({
  ...range,
  ...beside,
  windowMs: whole,
  /** False while the last hour is still being read, or signals wait to be counted. */
  complete: z.boolean(),
  by: z.object({
    service: z.array(SatisfactionGroup),
    region: z.array(SatisfactionGroup),
    channel: z.array(SatisfactionGroup),
    type: z.array(SatisfactionGroup),
    stage: z.array(SatisfactionGroup),
  }),
  /** Of who met more than one channel: 100 if each fared the same on all of theirs, 0 if none did. */
  consistency: z.object(range),
  method: z.object({ name: z.string(), version: whole, formula: z.string() }),
});
export type SatisfactionAnswer = z.infer<typeof SatisfactionAnswer>;

/** The filters of an impact, and the time that the hour ends at: RFC 3339, or epoch ms; left out: now. */
export const SatisfactionQuery = ImpactFilter.extend({ at: z.string().max(40).optional() });
export type SatisfactionQuery = z.infer<typeof SatisfactionQuery>;

export const satisfactionRoutes = {
  getSatisfaction: {
    method: 'GET',
    path: '/api/v1/satisfaction',
    permission: 'read',
    summary:
      'How satisfied customers are: the index with its interval, and what they say beside it',
    query: SatisfactionQuery,
    answer: SatisfactionAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
