import {
  ratedTypes,
  severities,
  type RatedType,
  type Severity,
  type SeverityCondition,
  type SeverityRule,
  type SeverityTest,
} from '@rollcall/shared';

/** Works out how grave an incident is from those it ever affected. */

/** What a rule looks at. */
export interface Affectedness {
  customers: { ever: number; of: number };
  users: { ever: number; of: number };
  /** Affected customers of each type that the rule asks for. */
  types: Partial<Record<RatedType, number>>;
  /** Monthly revenue of the affected in a currency: what is in it, and what can be converted. */
  revenueIn: (currency: string) => number;
}

/** A lower severity has to hold this long before it is followed, ms of the workspace's clock. */
export const lowerAfterMs = 10 * 60_000;

const shareOf = ({ ever, of }: { ever: number; of: number }): number => (of === 0 ? 0 : ever / of);
const whole = (n: number): string => Math.round(n).toLocaleString('en');
const percent = (share: number): string =>
  `${(share * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`;

/** One minimum of a test: what there is, what is asked for, and both in words. */
interface Minimum {
  holds: boolean;
  words: string;
}

const minimum = (
  has: number,
  least: number,
  show: (n: number) => string,
  what: string,
): Minimum => ({ holds: has >= least, words: `${show(has)} ${what} (at least ${show(least)})` });

const minima = (test: SeverityTest, who: Affectedness): Minimum[] => {
  const found: Minimum[] = [];
  const { customers, users, customersShare, usersShare, monthlyRevenue } = test;
  if (customers !== undefined)
    found.push(minimum(who.customers.ever, customers, whole, 'customers'));
  if (customersShare !== undefined)
    found.push(minimum(shareOf(who.customers), customersShare, percent, 'of active customers'));
  if (users !== undefined) found.push(minimum(who.users.ever, users, whole, 'users'));
  if (usersShare !== undefined)
    found.push(minimum(shareOf(who.users), usersShare, percent, 'of active users'));
  for (const type of ratedTypes) {
    const least = test[type];
    if (least !== undefined)
      found.push(minimum(who.types[type] ?? 0, least, whole, `${type} customers`));
  }
  if (monthlyRevenue !== undefined) {
    const { amount, currency } = monthlyRevenue;
    found.push(minimum(who.revenueIn(currency), amount, whole, `${currency} of monthly revenue`));
  }
  return found;
};

const wordsOf = (found: Minimum[]): string => found.map(({ words }) => words).join(', ');

/** Why a condition holds; undefined when it doesn't. */
const whyOf = (
  { when: { anyOf, allOf } }: SeverityCondition,
  who: Affectedness,
): string | undefined => {
  const met = (test: SeverityTest): Minimum[] | undefined => {
    const found = minima(test, who);
    return found.every(({ holds }) => holds) ? found : undefined;
  };
  if (allOf) {
    const all = allOf.map(met);
    return all.every((each) => each !== undefined) ? wordsOf(all.flat()) : undefined;
  }
  const one = anyOf?.map(met).find((each) => each !== undefined);
  return one && wordsOf(one);
};

/** What a rule makes of the affected, and why. */
export const rate = (
  { conditions, otherwise }: SeverityRule,
  who: Affectedness,
): { severity: Severity; reason: string } => {
  for (const condition of conditions) {
    const reason = whyOf(condition, who);
    if (reason !== undefined) return { severity: condition.severity, reason };
  }
  const { customers, users } = who;
  const reason = `no condition holds: ${whole(customers.ever)} customers, ${whole(users.ever)} users`;
  return { severity: otherwise, reason };
};

/** The customer types that a rule counts. */
export const typesIn = ({ conditions }: SeverityRule): RatedType[] => {
  const tests = conditions.flatMap(({ when: { anyOf, allOf } }) => anyOf ?? allOf ?? []);
  return ratedTypes.filter((type) => tests.some((test) => test[type] !== undefined));
};

const gravity = (severity: Severity): number => severities.indexOf(severity);

/**
 * Whether a new rating is followed: a graver one at once, a lower one only after it held for a while,
 * so that nobody's pager flaps; after another scope or rule, at once.
 * @param lowerSince since when it has been lower, epoch ms
 */
export const isFollowed = (
  before: Severity | undefined,
  next: Severity,
  sameBasis: boolean,
  lowerSince: number,
  now: number,
): boolean => {
  if (before === next) return false;
  if (before === undefined || !sameBasis || gravity(next) > gravity(before)) return true;
  return now - lowerSince >= lowerAfterMs;
};
