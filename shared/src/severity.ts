import { z } from 'zod';
import { Money } from './directory.js';
import { Severity } from './incident-parts.js';
import type { Route } from './route.js';

/** How an incident's severity follows from who is affected. */

const count = z.number().int().min(1).max(1e12);
const share = z.number().gt(0).max(1);

/** Customer types that a rule may count. */
export const ratedTypes = ['consumer', 'business', 'reseller'] as const;
export type RatedType = (typeof ratedTypes)[number];

/** Holds when every minimum that it names is reached by those who were ever affected. */
export const SeverityTest = z
  .strictObject({
    customers: count.optional(),
    users: count.optional(),
    /** Affected of active, 0 to 1, in the incident's scope and time. */
    customersShare: share.optional(),
    usersShare: share.optional(),
    /** Affected customers of the type. */
    consumer: count.optional(),
    business: count.optional(),
    reseller: count.optional(),
    /** Of the affected customers, once per payer; what they pay in other currencies is added by the rates of the day. */
    monthlyRevenue: Money.optional(),
  })
  .refine(
    (test) => Object.values(test).some((minimum) => minimum !== undefined),
    'name at least one of customers, users, customersShare, usersShare, consumer, business, reseller, monthlyRevenue',
  );
export type SeverityTest = z.infer<typeof SeverityTest>;

const tests = z.array(SeverityTest).min(1).max(50).optional();

export const SeverityCondition = z.strictObject({
  severity: Severity,
  when: z
    .strictObject({ anyOf: tests, allOf: tests })
    .refine(
      ({ anyOf, allOf }) => (anyOf === undefined) !== (allOf === undefined),
      'send either anyOf or allOf, with at least one test',
    ),
});
export type SeverityCondition = z.infer<typeof SeverityCondition>;

/** The first condition that holds decides. */
export const SeverityRule = z.strictObject({
  conditions: z.array(SeverityCondition).min(1).max(20),
  otherwise: Severity.default('minor'),
});
export type SeverityRule = z.infer<typeof SeverityRule>;

export const SeverityRuleView = z.object({
  /** Counts the changes; 0: the one that comes with the house. */
  version: z.number().int().min(0),
  ...SeverityRule.shape,
  otherwise: Severity,
});
export type SeverityRuleView = z.infer<typeof SeverityRuleView>;

/** What holds until somebody says otherwise. */
export const defaultSeverityRule: SeverityRule = {
  conditions: [
    {
      severity: 'critical',
      when: {
        anyOf: [
          { customers: 10_000 },
          { customersShare: 0.25, customers: 100 },
          { usersShare: 0.25, users: 500 },
        ],
      },
    },
    {
      severity: 'major',
      when: {
        anyOf: [
          { customers: 500 },
          { customersShare: 0.05, customers: 10 },
          { usersShare: 0.05, users: 50 },
          { business: 10 },
        ],
      },
    },
  ],
  otherwise: 'minor',
};

export const severityRoutes = {
  getSeverityRule: {
    method: 'GET',
    path: '/api/v1/severity-rule',
    permission: 'read',
    summary: 'The rule that works out severities, and its version',
    answer: SeverityRuleView,
    status: 200,
  },
  putSeverityRule: {
    method: 'PUT',
    path: '/api/v1/severity-rule',
    permission: 'manage',
    summary: 'Change how severity follows from share, number, type and revenue of the affected',
    body: SeverityRule,
    answer: SeverityRuleView,
    status: 200,
  },
} as const satisfies Record<string, Route>;
