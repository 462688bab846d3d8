import type { CustomerInput } from '@rollcall/shared';
import { member } from './members.js';
import type { Party } from './party.js';
import { homeRegion } from './places.js';
import type { Random } from './random.js';

/** Makes parties: who pays, how much, and who belongs to them. */

/** Hands out numbers for people and for customers, so that no two share one. */
export interface Numbers {
  person: number;
  customer: number;
}

const currencyIn = (region: string): string => (region === 'US' || region === 'CA' ? 'USD' : 'EUR');

const stageOf = (random: Random) =>
  random.weighted([
    [5, 'visitor'],
    [12, 'registered'],
    [13, 'buyer'],
    [62, 'subscriber'],
    [8, 'former'],
  ] as const);

const pays = (stage: string | undefined): boolean => stage === 'buyer' || stage === 'subscriber';

/** Nothing of chance, so that a story stays as it was; some say none, some write it large. */
const language = ({ customer }: Numbers) => {
  const said = [undefined, 'de', 'en', 'EN', 'fr-CA'][customer % 5];
  return said === undefined ? {} : { language: said };
};

const since = (random: Random, now: number): number => now - random.int(1, 1_500) * 86_400_000;

const consumer = (random: Random, numbers: Numbers, now: number, people: number): Party => {
  const home = homeRegion(random);
  const stage = stageOf(random);
  const cents = random.pick([499, 999, 1_299, 1_999]);
  const customer: CustomerInput = {
    id: `c-${++numbers.customer}`,
    type: 'consumer',
    stage,
    since: since(random, now),
    ...language(numbers),
    ...(pays(stage) && { monthlyRevenue: { amount: cents / 100, currency: currencyIn(home) } }),
  };
  const members = Array.from({ length: people }, () => member(random, ++numbers.person, home));
  return { customer, members, changes: [] };
};

export const single = (random: Random, numbers: Numbers, now: number): Party =>
  consumer(random, numbers, now, 1);

export const family = (random: Random, numbers: Numbers, now: number): Party =>
  consumer(random, numbers, now, random.int(2, 5));

/** A company; `billedThrough` where a reseller sends the invoice. */
export const business = (
  random: Random,
  numbers: Numbers,
  now: number,
  billedThrough?: string,
): Party => {
  const home = homeRegion(random);
  const size = random.weighted([
    [70, random.int(2, 15)],
    [28, random.int(15, 60)],
    [2, random.int(200, 400)],
  ] as const);
  const customer: CustomerInput = {
    id: `c-${++numbers.customer}`,
    name: `Company ${numbers.customer}`,
    type: 'business',
    stage: 'subscriber',
    since: since(random, now),
    ...language(numbers),
    monthlyRevenue: { amount: size * random.int(8, 40), currency: currencyIn(home) },
    ...(billedThrough !== undefined && { billedThrough }),
  };
  const at = (): string => (random.chance(0.9) ? home : homeRegion(random));
  const members = Array.from({ length: size }, () => member(random, ++numbers.person, at()));
  return { customer, members, changes: [] };
};

/** Some resellers don't say what they pay; then what is known of their customers has to do. */
export const reseller = (random: Random, numbers: Numbers, now: number, silent: boolean): Party => {
  const id = `c-${++numbers.customer}`;
  const customer: CustomerInput = {
    id,
    type: 'reseller',
    stage: 'subscriber',
    since: since(random, now),
    ...(!silent && {
      monthlyRevenue: { amount: random.int(5_000, 90_000), currency: random.pick(['USD', 'EUR']) },
    }),
  };
  const members = Array.from({ length: 3 }, () => member(random, ++numbers.person));
  return { customer, members, changes: [] };
};

export const staff = (random: Random, numbers: Numbers, now: number): Party => {
  const party = business(random, numbers, now);
  return { ...party, customer: { ...party.customer!, type: 'internal', monthlyRevenue: null } };
};

/** Somebody the directory was never told of. */
export const stranger = (random: Random, numbers: Numbers): Party => {
  const someone = member(random, ++numbers.person);
  return { members: [{ ...someone, lateAliases: [] }], changes: [] };
};
