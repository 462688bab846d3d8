import { z } from 'zod';
import { CustomerType, Money, Stage } from './directory.js';

/** Who an incident affected: counted, with its denominator, and how far it can be trusted. */

const whole = z.number().int().min(0);

/**
 * failing + unseen + recovered = ever. `peak` is the largest failing + unseen that was published;
 * `of` are all who were active in the same scope and time.
 */
export const Affected = z.object({
  ever: whole,
  failing: whole,
  unseen: whole,
  recovered: whole,
  peak: whole,
  of: whole,
});
export type Affected = z.infer<typeof Affected>;

/**
 * People who would have got through a step and did not: expected − actual, with the 95 % interval of what
 * past weeks say of an ordinary day. Below zero where more came than expected: then nothing is seen to be lost.
 */
export const LostCount = z.object({
  /** What the same hours of past weeks give, scaled by how busy today's unaffected slices are. */
  expected: z.number(),
  /** Distinct users who got through since the onset. */
  actual: whole,
  lost: z.number(),
  low: z.number(),
  high: z.number(),
  /** Past weeks behind it. */
  weeks: whole,
  /**
   * `scope`: counted in the incident's own slices. `regions`: the step is not in the incident, and is counted
   * where its customers are, in all slices of the same regions that no incident covers.
   */
  where: z.enum(['scope', 'regions']),
});
export type LostCount = z.infer<typeof LostCount>;

/**
 * Why there is no number. `no_service`: no service is declared as this step. `not_here`: one is, but nobody was
 * ever seen in it where the incident is. `no_weeks`: fewer than two ordinary past weeks. `who`: a filter says who,
 * and of people who never came nobody knows that. `not_yet`: not worked out yet.
 */
export const NoLoss = z.enum(['no_service', 'not_here', 'no_weeks', 'who', 'not_yet']);
export type NoLoss = z.infer<typeof NoLoss>;

export const Lost = z.object({
  signups: LostCount.nullable(),
  firstPurchases: LostCount.nullable(),
  /** null where there is a number. */
  why: z.object({ signups: NoLoss.nullable(), firstPurchases: NoLoss.nullable() }),
});
export type Lost = z.infer<typeof Lost>;

export const Impact = z.object({
  users: Affected,
  customers: Affected,
  /** Affected users whose customer is not known: in `users`, never in `customers`. */
  unidentified: whole,
  /** Expected and absent: an estimate, never added to the counted. null: nothing to expect from yet. */
  silent: z.object({ estimate: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** What an ordinary day would give. null: no past to compare with yet. */
  ordinary: z.number().nullable(),
  /** Sign-ups and first purchases. Left out only of what was frozen before they were counted. */
  lost: Lost.optional(),
  /**
   * Failed interactions that named nobody, such as traces without a user: whoever they met is in no
   * count here, so users too read "at least".
   */
  anonymous: whole,
  /** Monthly revenue of the affected customers, once per payer, per currency. */
  revenue: z.array(Money),
  /** Share of failed interactions whose customer is known, 0 to 1; null while nothing failed. */
  coverage: z.number().min(0).max(1).nullable(),
  /**
   * The smallest share of what happens that a source of this scope sends, 0 to 1: under 1 every count
   * reads "at least". null: no source here is known to be sampled.
   */
  sampling: z.number().gt(0).max(1).nullable(),
  /** True once the count has caught up with the log. */
  complete: z.boolean(),
  /** Set where the log no longer reaches back to the onset: counts are "at least, since" it. Epoch ms. */
  atLeastSince: z.number().nullable(),
  /** Our own people: shown apart, never in the numbers above. */
  internal: z.object({ users: whole, customers: whole }),
});
export type Impact = z.infer<typeof Impact>;

/** How deep an outage went into a customer: affected ÷ active users; from which share on each is meant. */
export const depthShares = { touched: 0, impaired: 0.25, down: 0.75 } as const;
export const depths = ['touched', 'impaired', 'down'] as const;
export const Depth = z.enum(depths);
export type Depth = z.infer<typeof Depth>;

const oneOrManyOf = <T extends z.ZodType>(one: T) => z.union([one, z.array(one)]).optional();
const oneOrMany = oneOrManyOf(z.string());
const amount = z.coerce.number().min(0).max(1e12).optional();

/**
 * Any combination narrows; several values of one field widen it (`?region=US&region=CA`). Slice, type
 * and stage pick interactions, as of their time; all others pick customers, as the directory has them
 * now.
 */
export const ImpactFilter = z.strictObject({
  service: oneOrMany,
  region: oneOrMany,
  channel: oneOrMany,
  type: oneOrManyOf(CustomerType),
  stage: oneOrManyOf(Stage),
  /** Whether `since` lies less than 90 days before the onset, or after it. */
  new: oneOrManyOf(z.enum(['true', 'false', 'unknown'])),
  /** As stated, in small letters or capitals; `unknown`: none is. */
  language: oneOrManyOf(z.string().max(35)),
  /** The customer's own monthly revenue: at least `revenueMin`, less than `revenueMax`. */
  revenueMin: amount,
  revenueMax: amount,
  /** ISO 4217; needed with a revenue where customers pay in several. `unknown`: no revenue is stated. */
  currency: z.union([z.literal('unknown'), Money.shape.currency]).optional(),
  /** Customers whose affected ÷ active users is in this band, under the rest of the filter. */
  depth: oneOrManyOf(Depth),
  /** Customers whose invoice goes to these. */
  billedThrough: oneOrMany,
});
export type ImpactFilter = z.infer<typeof ImpactFilter>;

export const affectedStates = ['failing', 'unseen', 'recovered'] as const;
export type AffectedState = (typeof affectedStates)[number];

export const nothingAffected: Affected = Object.freeze({
  ever: 0,
  failing: 0,
  unseen: 0,
  recovered: 0,
  peak: 0,
  of: 0,
});
