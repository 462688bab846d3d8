import type { Affected, AffectedState, ImpactFilter, Money } from '@rollcall/shared';
import { internalType, stageNames, typeNames } from '../directory/customers.js';
import type { People } from '../directory/people.js';
import type { SliceName } from '../fold/index-entry.js';
import { filterHas, filterLists } from '../incidents/scope.js';
import type { ImpactCount } from './impact-count.js';
import { sumRevenue } from './revenue.js';

/** A user who failed last and has not tried for longer than this is unseen. ms. */
export const unseenAfterMs = 10 * 60_000;

/** What the tally joins: who a partition's subjects are, and what its slices are called. */
export interface TallyContext {
  people: People;
  subject: (partition: number, subject: number) => { identity: number; named: number };
  slice: (partition: number, slice: number) => SliceName;
  /** Failures in one slice from which a user counts as affected. */
  threshold: (service: string) => number;
  /** The workspace's clock, epoch ms. */
  now: number;
}

/** Counts without the parts that are published (peak) or estimated (silent, ordinary). */
export interface Tally {
  users: Omit<Affected, 'peak'>;
  customers: Omit<Affected, 'peak'>;
  unidentified: number;
  revenue: Money[];
  coverage: number | null;
  internal: { users: number; customers: number };
}

/** States as numbers, so that the gravest of several is the largest. */
const none = 0;
const recovered = 1;
const unseen = 2;
const failing = 3;
export const stateNames: readonly (AffectedState | undefined)[] = [
  undefined,
  'recovered',
  'unseen',
  'failing',
];

/** State of who failed last at `lastFailed` and was last ok at `lastOk` (0: never). A tie is a failure. */
export const judge = (lastFailed: number, lastOk: number, now: number): number => {
  if (lastOk > lastFailed) return recovered;
  return lastFailed >= now - unseenAfterMs ? failing : unseen;
};

/** What one user did in one slice for one customer. */
interface Part {
  customer: number;
  /** Picked by the filter, and none of our own people apart from the others. */
  counts: boolean;
  /** One of our own people, to be shown apart. */
  own: boolean;
  failures: number;
  lastFailed: number;
}

/** A user's parts in one slice, and their last ok there, whoever paid for it. */
interface Merged {
  user: number;
  threshold: number;
  lastOk: number;
  parts: Map<number, Part>;
}

/** Calls back with each affected (user, customer) pair, or user without a customer (−1). */
export type AffectedVisitor = (user: number, customer: number, state: number) => void;

/**
 * Joins an incident's records with the directory and counts, under a filter.
 *
 * A record lies in one slice and belongs to one customer as of its time; a type or stage filter
 * picks the records whose customer had it then. Users with records in several identities are merged
 * first; all others are judged record by record.
 */
export const tally = (
  count: ImpactCount,
  filter: ImpactFilter,
  context: TallyContext,
  visit?: AffectedVisitor,
): Tally => {
  const { people } = context;
  const end = count.window.end;
  const now = end === null ? context.now : Math.min(context.now, end);
  const lists = filterLists(filter);
  const types = lists.types && new Set(lists.types.map((type) => typeNames.indexOf(type as never)));
  const stages =
    lists.stages && new Set(lists.stages.map((stage) => stageNames.indexOf(stage as never)));
  const withInternal = types?.has(internalType) ?? false;

  const users = new Uint8Array(people.size);
  const activeUsers = new Uint8Array(people.size);
  const customers = new Uint8Array(people.customers.size);
  const activeCustomers = new Uint8Array(people.customers.size);
  const identified = new Uint8Array(people.size);
  const internalUsers = new Uint8Array(people.size);
  const internalCustomers = new Uint8Array(people.customers.size);
  const merged = new Map<string, Merged>();
  let failures = 0;
  let known = 0;

  const settle = (user: number, customer: number, state: number): void => {
    if (state > users[user]) users[user] = state;
    if (customer >= 0) {
      identified[user] = 1;
      if (state > customers[customer]) customers[customer] = state;
    }
    visit?.(user, customer, state);
  };

  const settleParts = ({ user, threshold, lastOk, parts }: Merged): void => {
    const enough = (picked: Part[]): boolean => {
      const total = picked.reduce((all, part) => all + part.failures, 0);
      return total > 0 && total >= threshold;
    };
    const failed = [...parts.values()].filter((part) => part.failures > 0);
    const picked = failed.filter((part) => part.counts);
    if (enough(picked)) {
      for (const { customer, lastFailed } of picked) {
        settle(user, customer, judge(lastFailed, lastOk, now));
      }
    }
    const own = failed.filter((part) => part.own);
    if (enough(own)) {
      internalUsers[user] = 1;
      for (const { customer } of own) internalCustomers[customer] = 1;
    }
  };

  count.tables.forEach((table, partition) => {
    const passes: (number | undefined)[] = [];
    for (let r = 0; r < table.size; r++) {
      const slice = table.slice[r];
      let threshold = passes[slice];
      if (threshold === undefined) {
        const name = context.slice(partition, slice);
        threshold = filterHas(lists, name) ? context.threshold(name.service) : -1;
        passes[slice] = threshold;
      }
      if (threshold < 0) continue;
      const { identity, named } = context.subject(
        partition,
        count.subjectOf(partition, table.subject[r]),
      );
      const user = people.userOf(identity);
      const at = table.firstSeen[r];
      const customer = people.customerAt(identity, named, at);
      const type = customer < 0 ? -1 : people.customers.typeAt(customer, at);
      const failed = table.failures[r];
      const lastFailed = table.lastFailed[r];
      const lastOk = table.lastOk[r];
      let counts = true;
      if (types && !types.has(type)) counts = false;
      if (stages && (customer < 0 || !stages.has(people.customers.stageAt(customer, at)))) {
        counts = false;
      }
      // our own people are shown apart, unless they are asked for
      const apart = type === internalType && !withInternal;
      if (apart) counts = false;
      const own = type === internalType && (withInternal ? counts : !types && !stages);
      if (counts) {
        activeUsers[user] = 1;
        if (customer >= 0) activeCustomers[customer] = 1;
        failures += failed;
        if (customer >= 0) known += failed;
      }
      const part = { customer, counts, own, failures: failed, lastFailed };
      if (people.hasSeveralSubjects(user) || count.isSplit(partition, table.subject[r])) {
        const name = context.slice(partition, slice);
        const key = JSON.stringify([user, name.service, name.region, name.channel]);
        mergePart(merged, key, { user, threshold }, part, lastOk);
      } else {
        settleParts({ user, threshold, lastOk, parts: new Map([[0, part]]) });
      }
    }
  });
  for (const each of merged.values()) settleParts(each);

  const userCounts = countStates(users, activeUsers);
  const customerCounts = countStates(customers, activeCustomers);
  let unidentified = 0;
  for (let user = 0; user < users.length; user++) {
    if (users[user] !== none && identified[user] === 0) unidentified++;
  }
  return {
    users: userCounts,
    customers: customerCounts,
    unidentified,
    revenue: sumRevenue(people.customers, customers),
    coverage: failures === 0 ? null : known / failures,
    internal: { users: sum(internalUsers), customers: sum(internalCustomers) },
  };
};

const mergePart = (
  merged: Map<string, Merged>,
  key: string,
  of: { user: number; threshold: number },
  part: Part,
  lastOk: number,
): void => {
  let into = merged.get(key);
  if (!into) merged.set(key, (into = { ...of, lastOk: 0, parts: new Map() }));
  if (lastOk > into.lastOk) into.lastOk = lastOk;
  // one customer's failures under one type and stage; what the filter leaves out stays apart
  const place = part.customer * 4 + (part.counts ? 2 : 0) + (part.own ? 1 : 0);
  const same = into.parts.get(place);
  if (!same) {
    into.parts.set(place, part);
    return;
  }
  same.failures += part.failures;
  if (part.lastFailed > same.lastFailed) same.lastFailed = part.lastFailed;
};

const sum = (flags: Uint8Array): number => {
  let total = 0;
  for (const flag of flags) total += flag;
  return total;
};

const countStates = (states: Uint8Array, active: Uint8Array): Omit<Affected, 'peak'> => {
  const counts = [0, 0, 0, 0];
  let of = 0;
  for (let i = 0; i < states.length; i++) {
    counts[states[i]]++;
    of += active[i];
  }
  const [, back = 0, away = 0, now = 0] = counts;
  return { ever: back + away + now, failing: now, unseen: away, recovered: back, of };
};
