import { z } from 'zod';
import { Money } from './directory.js';
import { Affected, affectedStates, Depth, Impact, ImpactFilter } from './impact.js';
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

const Counted = Affected.omit({ peak: true });

/** What an impact may be split by. */
export const breakdowns = [
  'type',
  'stage',
  'new',
  'language',
  'revenue',
  'depth',
  'service',
  'region',
  'channel',
] as const;
export const BreakdownQuery = ImpactFilter.extend({ by: z.enum(breakdowns) });
export type BreakdownQuery = z.infer<typeof BreakdownQuery>;

const parts = {
  users: Counted,
  customers: Counted,
  unidentified: whole,
  revenue: z.array(Money),
};

export const Breakdown = z.object({
  by: z.enum(breakdowns),
  total: z.object(parts),
  /** Each is the impact under the same filter and its own `filter`; the most customers first. */
  groups: z.array(
    z.object({ key: z.string(), filter: z.record(z.string(), z.unknown()), ...parts }),
  ),
  /** Groups beyond the 50 that are worked out. */
  left: whole,
  /**
   * Whether the customers of all groups are those of the total, each once. They need not be where one
   * may be in several: two regions, or a type that changed.
   */
  customersAddUp: z.boolean(),
  complete: z.boolean(),
  atLeastSince: z.number().nullable(),
});
export type Breakdown = z.infer<typeof Breakdown>;

export const TotalQuery = ImpactFilter.extend({
  /** Incidents by id; left out: all that are open. */
  incident: z.union([z.string(), z.array(z.string()).max(100)]).optional(),
});
export type TotalQuery = z.infer<typeof TotalQuery>;

/** Several incidents as one: nobody is counted twice, and each in the gravest of their states. */
export const ImpactTotal = z.object({
  incidents: z.array(z.object({ id: z.string(), title: z.string() })),
  ...parts,
  internal: z.object({ users: whole, customers: whole }),
  /** The lowest of the incidents'; null where nothing failed in any. */
  coverage: z.number().min(0).max(1).nullable(),
  complete: z.boolean(),
  atLeastSince: z.number().nullable(),
});
export type ImpactTotal = z.infer<typeof ImpactTotal>;

/** How it went with a user or a customer in one slice. `backAt` null: not well yet. */
export const AffectedSlice = SliceParts.extend({
  state: z.enum(affectedStates),
  failures: whole,
  firstFailed: z.number(),
  lastFailed: z.number(),
  lastOk: z.number().nullable(),
  backAt: z.number().nullable(),
});

/** What a customer's users said meanwhile. */
export const Remark = z.looseObject({
  kind: z.enum(['rating', 'contact']),
  at: z.number(),
  user: z.string(),
  service: z.string(),
});
export type Remark = z.infer<typeof Remark>;

export const AffectedDetail = z.object({
  ...AffectedCustomer.omit({ slices: true }).shape,
  /** When they were well again everywhere; null until then. */
  backAt: z.number().nullable(),
  slices: z.array(AffectedSlice.extend({ users: whole })),
  /** The affected users, who failed first first; 1,000 at the most. */
  people: z.array(z.object({ user: z.string(), slices: z.array(AffectedSlice) })),
  /** Ratings and contacts since the onset, the newest first; 200 at the most. */
  remarks: z.array(Remark),
  /** False where the log of remarks does not reach back to the onset, or was too long to read. */
  remarksComplete: z.boolean(),
  /** Affected customers whose invoice goes to this one; 1,000 at the most. */
  downstream: z.array(
    z.object({
      customer: z.string(),
      name: z.string().nullable(),
      state: z.enum(affectedStates),
      users: whole,
      monthlyRevenue: Money.nullable(),
    }),
  ),
  complete: z.boolean(),
  atLeastSince: z.number().nullable(),
});
export type AffectedDetail = z.infer<typeof AffectedDetail>;

/** A reseller with affected customers downstream. */
export const AffectedReseller = z.object({
  customer: z.string(),
  name: z.string().nullable(),
  /** Of the reseller's own users; null: none is affected. */
  state: z.enum(affectedStates).nullable(),
  /** Affected customers billed through it, their gravest state, and how many there are at all. */
  downstream: z.object({ affected: whole, state: z.enum(affectedStates), of: whole, users: whole }),
  /** What `revenue` counts for them: its own invoice, or the sum of theirs where it states none. */
  revenue: z.array(Money),
});
export type AffectedReseller = z.infer<typeof AffectedReseller>;

export const AffectedResellers = z.object({
  items: z.array(AffectedReseller),
  total: whole,
  complete: z.boolean(),
  atLeastSince: z.number().nullable(),
});
export type AffectedResellers = z.infer<typeof AffectedResellers>;

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
  getAffected: {
    method: 'GET',
    path: `${incidentPath}/affected/:customer`,
    permission: 'read',
    summary: 'One affected customer: since when, what, where, back when, and what they said',
    answer: AffectedDetail,
    status: 200,
  },
  getBreakdown: {
    method: 'GET',
    path: `${incidentPath}/impact/breakdown`,
    permission: 'read',
    summary: 'The impact by type, stage, language, region, depth and others',
    query: BreakdownQuery,
    answer: Breakdown,
    status: 200,
  },
  listResellers: {
    method: 'GET',
    path: `${incidentPath}/resellers`,
    permission: 'read',
    summary: 'Resellers whose customers are affected, with what is at stake where the invoice goes',
    query: ImpactFilter,
    answer: AffectedResellers,
    status: 200,
  },
  getImpactTotal: {
    method: 'GET',
    path: '/api/v1/impact/total',
    permission: 'read',
    summary: 'Several incidents as one: nobody is counted twice',
    query: TotalQuery,
    answer: ImpactTotal,
    status: 200,
  },
} as const satisfies Record<string, Route>;
