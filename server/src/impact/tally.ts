import type { ImpactFilter, Money } from '@rollcall/shared';
import { filterLists } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import type { Terms } from './codes.js';
import type { ImpactCount } from './impact-count.js';
import {
  elsewhere,
  joinedOf,
  nobody,
  type JoinedCount,
  type JoinedRecord,
} from './joined-count.js';
import { failing, judge, unseenAfterMs } from './judge.js';
import { mergeInto, type Part, type UserInSlice } from './merged-parts.js';
import { sumRevenue } from './revenue.js';
import { Roll, type Counted } from './roll.js';
import type { TallyContext } from './tally-context.js';

/** Counts without the parts that are published (peak) or estimated (silent, ordinary). */
export interface Tally {
  users: Counted;
  customers: Counted;
  unidentified: number;
  anonymous: number;
  revenue: Money[];
  coverage: number | null;
  internal: { users: number; customers: number };
  /** When time alone will change a count, because the first who fails becomes unseen; epoch ms. */
  changesAt: number;
}

/** That a user is affected in one slice, for one customer (−1: not known). Times are epoch ms. */
export interface AffectedVisit {
  user: number;
  customer: number;
  /** One of our own people, who is not in the counts. */
  own: boolean;
  failures: number;
  firstFailed: number;
  state: number;
  slice: SliceName;
  lastFailed: number;
  /** 0: never. */
  lastOk: number;
}

/**
 * Joins an incident's records with the directory and calls the roll, under a filter.
 *
 * A record lies in one slice and belongs to one customer as of its time; a type or stage filter
 * picks the records whose customer had it then. What users with several identities did in a slice
 * is brought together first; all others are judged failure by failure, in `JoinedCount`'s columns.
 *
 * @param visit told of each affected user, slice by slice
 */
export const tally = (
  count: ImpactCount,
  filter: ImpactFilter,
  context: TallyContext,
  visit?: (visit: AffectedVisit) => void,
): Tally => new Tallying(count, filter, context, visit).run();

/** One tally under way. */
class Tallying {
  private readonly joined: JoinedCount;
  private readonly apart: JoinedRecord[][];
  private readonly terms: Terms;
  private readonly roll: Roll;
  private readonly now: number;
  private readonly question: string;
  private changesAt = Infinity;

  constructor(
    private readonly count: ImpactCount,
    filter: ImpactFilter,
    private readonly context: TallyContext,
    private readonly visit: ((visit: AffectedVisit) => void) | undefined,
  ) {
    this.now = Math.min(context.now, count.window.end ?? Infinity);
    this.joined = joinedOf(count, context);
    this.question = JSON.stringify(filter);
    const { apart, codes, failedUsers } = this.joined;
    // before the terms, because it may number new codes
    this.apart = Array.from(apart, (user) => this.joined.recordsOf(user, context));
    this.terms = codes.terms(filterLists(filter), context.threshold);
    this.roll = new Roll(failedUsers.length, context.people.customers.size);
  }

  run(): Tally {
    const { roll, context } = this;
    this.count.tables.forEach((_, partition) => this.tellFailures(partition));
    this.tellActive();
    for (const records of this.apart) {
      if (this.joined.placeOf(records[0].user) >= 0) this.tellApart(records);
    }
    return {
      users: roll.users.counts(),
      customers: roll.customers.counts(),
      unidentified: roll.unidentified,
      anonymous: roll.nameless,
      revenue: sumRevenue(context.people.customers, roll.customers.states),
      coverage: roll.coverage,
      internal: roll.internal,
      changesAt: this.changesAt,
    };
  }

  /** Who was there, without those who are apart, and with their customers. */
  private tellActive(): void {
    const { joined, roll, terms } = this;
    const { users, customers } = joined.active.having(this.question, terms.counts);
    roll.users.active = users.size;
    const others = new Set<number>();
    for (const records of this.apart) {
      const counted = records.filter(({ code }) => terms.counts[code] === 1);
      if (counted.length > 0) roll.users.active++;
      for (const { customer } of counted) {
        if (customer >= 0 && !customers.has(customer)) others.add(customer);
      }
    }
    roll.customers.active = customers.size + others.size;
  }

  /** Judges the failures of those with one subject: each alone decides over its user in its slice. */
  private tellFailures(partition: number): void {
    const { roll, now } = this;
    const { counts, own, thresholds } = this.terms;
    const { failures, firstFailed, lastFailed, lastOk } = this.count.tables[partition].failed;
    const { codes, users, customers } = this.joined.columns(partition);
    let changesFrom = Infinity;
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at];
      const place = users[at];
      if ((counts[code] | own[code]) === 0 || place === elsewhere) continue;
      if (place === nobody) {
        if (counts[code] === 1) roll.anonymous(failures[at]);
        continue;
      }
      const customer = customers[at];
      if (counts[code] === 1) roll.failed(customer, failures[at]);
      if (failures[at] < thresholds[code]) continue;
      const state = judge(lastFailed[at], lastOk[at], now);
      if (own[code] === 1) roll.own(place, customer);
      if (counts[code] === 1) {
        if (state === failing && lastFailed[at] < changesFrom) changesFrom = lastFailed[at];
        roll.affected(place, customer, state);
      }
      this.visit?.({
        user: this.joined.failedUsers[place],
        customer,
        own: counts[code] === 0,
        state,
        slice: this.joined.codes.list[code].slice,
        failures: failures[at],
        firstFailed: firstFailed[at],
        lastFailed: lastFailed[at],
        lastOk: lastOk[at],
      });
    }
    this.changesAt = Math.min(this.changesAt, changesFrom + unseenAfterMs + 1);
  }

  /** Judges a user with several subjects or customers, over all they did in each slice. */
  private tellApart(records: JoinedRecord[]): void {
    const { roll, terms, count, joined } = this;
    const merged = new Map<number, UserInSlice>();
    for (const { partition, record, customer, code } of records) {
      if (terms.inSlice[code] === 0) continue;
      const { slice, sliceNumber } = joined.codes.list[code];
      const { failures, firstFailed, lastFailed, lastOk } =
        count.tables[partition].contents(record);
      const [counts, own] = [terms.counts[code] === 1, terms.own[code] === 1];
      if (counts) roll.failed(customer, failures);
      const part = { customer, counts, own, failures, firstFailed, lastFailed };
      const threshold = terms.thresholds[code];
      mergeInto(merged, sliceNumber, { slice, threshold, lastOk, parts: [part] });
    }
    for (const found of merged.values()) this.settle(records[0].user, found);
  }

  private settle(user: number, { slice, threshold, lastOk, parts }: UserInSlice): void {
    const { roll, now } = this;
    const place = this.joined.placeOf(user);
    const failed = parts.filter((part) => part.failures > 0);
    const tell = (part: Part, state: number, own: boolean): void => {
      const { customer, failures, firstFailed, lastFailed } = part;
      this.visit?.({
        user,
        customer,
        own,
        state,
        slice,
        failures,
        firstFailed,
        lastFailed,
        lastOk,
      });
    };
    const counted = failed.filter((part) => part.counts);
    if (reaches(counted, threshold)) {
      for (const part of counted) {
        const { customer, lastFailed } = part;
        const state = judge(lastFailed, lastOk, now);
        if (state === failing) {
          this.changesAt = Math.min(this.changesAt, lastFailed + unseenAfterMs + 1);
        }
        roll.affected(place, customer, state);
        tell(part, state, false);
      }
    }
    const own = failed.filter((part) => part.own);
    if (!reaches(own, threshold)) return;
    for (const part of own) {
      roll.own(place, part.customer);
      if (!part.counts) tell(part, judge(part.lastFailed, lastOk, now), true);
    }
  }
}

const reaches = (parts: Part[], threshold: number): boolean => {
  const failures = parts.reduce((sum, part) => sum + part.failures, 0);
  return failures > 0 && failures >= threshold;
};
