import { z } from 'zod';
import { Money } from './directory.js';
import { affectedStates, Depth, Impact, ImpactFilter } from './impact.js';
import type { Route } from './route.js';

/** Who the affected are, one by one. Times are epoch milliseconds. */

const whole = z.number().int().min(0);
const SliceParts = z.object({ service: z.string(), region: z.string(), channel: z.string() });

/** One affected customer, or one affected user nobody pays for as far as we know. */
export const AffectedCustomer = z.object({
  customer: z.string().nullable(),
  /** Set where the customer is not known. */
  user: z.string().nullable(),
  name: z.string().nullable(),
  type: z.string(),
  stage: z.string(),
  state: z.enum(affectedStates),
  /** Affected users, and all who were there. */
  users: whole,
  of: whole,
  /** By users ÷ of; null for a user without a customer. */
  depth: Depth.nullable(),
  firstFailed: z.number(),
  lastFailed: z.number(),
  lastOk: z.number().nullable(),
  failures: whole,
  /** As stated; where the invoice goes to a reseller, its value is the reseller's. */
  monthlyRevenue: Money.nullable(),
  billedThrough: z.string().nullable(),
  since: z.number().nullable(),
  language: z.string().nullable(),
  slices: z.array(SliceParts),
});
export type AffectedCustomer = z.infer<typeof AffectedCustomer>;

export const AffectedPage = z.object({
  items: z.array(AffectedCustomer),
  total: whole,
  /** As in the impact: false while the count still catches up. */
  complete: z.boolean(),
  atLeastSince: z.number().nullable(),
  next: z.string().nullable(),
});
export type AffectedPage = z.infer<typeof AffectedPage>;

/**
 * `state`: failing first, then unseen, then recovered. `waiting`: who is not well yet first. Both by who
 * failed first. `revenue`: by currency, the largest first, where the invoice goes. `tenure`: customers
 * the longest first. `depth`: the deepest first, then the most users.
 */
export const affectedSorts = ['state', 'waiting', 'revenue', 'tenure', 'depth'] as const;
export const AffectedSort = z.enum(affectedSorts);
export type AffectedSort = z.infer<typeof AffectedSort>;

export const PageQuery = ImpactFilter.extend({
  sort: AffectedSort.default('state'),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type PageQuery = z.infer<typeof PageQuery>;

const incidentPath = '/api/v1/incidents/:id';

export const affectedRoutes = {
  getImpact: {
    method: 'GET',
    path: `${incidentPath}/impact`,
    permission: 'read',
    summary: 'Who is affected, under any filter of slices and customers',
    query: ImpactFilter,
    answer: Impact,
    status: 200,
  },
  listAffected: {
    method: 'GET',
    path: `${incidentPath}/affected`,
    permission: 'read',
    summary: 'The affected customers, page by page, under the same filters',
    query: PageQuery,
    answer: AffectedPage,
    status: 200,
  },
} as const satisfies Record<string, Route>;
