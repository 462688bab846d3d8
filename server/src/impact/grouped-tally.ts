import type { Breakdown, BreakdownQuery, ImpactFilter } from '@rollcall/shared';
import { filterLists } from '../slices/scope.js';
import { ApartUsers } from './apart-users.js';
import { asked, type Asked } from './asked.js';
import type { Group } from './breakdown.js';
import { Buffers } from './buffers.js';
import type { Terms } from './codes.js';
import { customerTerms } from './customer-terms.js';
import { depthOf } from './depth.js';
import { Gates } from './gates.js';
import type { ImpactCount } from './impact-count.js';
import { judge } from './judge.js';
import { sumRevenue } from './revenue.js';
import { Roll } from './roll.js';
import type { TallyContext } from './tally-context.js';
import { tally } from './tally.js';
import { affectedUsers } from './user-shares.js';

type Parts = Breakdown['total'];
type By = BreakdownQuery['by'];

/** Which group something is of, by number; −1: of none. */
type GroupOf = (number: number) => number;

const byInteraction: readonly By[] = ['type', 'stage', 'service', 'region', 'channel'];
const scratch = new Buffers();

/** What a tally of a group needs beside the failures. */
interface Wanted {
  apart: ApartUsers;
  active: { users: number; customers: { of: (customer: number) => number; size: number } };
}

/**
 * The impact of each group of a breakdown, as a tally under its own filter gives it, in one pass for all
 * of them: a failure is in one group at the most, by its code or by its customer.
 */
export const tallyGroups = (
  count: ImpactCount,
  filter: ImpactFilter,
  by: By,
  groups: readonly Group[],
  context: TallyContext,
): Parts[] => {
  const base = asked(count, filter, context);
  const byCode = byInteraction.includes(by);
  // of how many of a customer's users are affected: in one region that is another share than in all
  if (byCode && (base.terms.audiences.length > 0 || filter.depth !== undefined)) {
    return groups.map((group) => partsOf(tally(count, { ...filter, ...group.filter }, context)));
  }
  return new GroupedTally(base, filter, by, groups, context).run();
};

/** What a breakdown tells of a tally. */
export const partsOf = ({ users, customers, unidentified, revenue }: Parts): Parts => ({
  users,
  customers,
  unidentified,
  revenue,
});

class GroupedTally {
  private readonly gates: Gates;
  private readonly groupOfCode: Int16Array;
  private readonly groupOfCustomer: GroupOf | undefined;
  private readonly wanted: Wanted[];

  constructor(
    private readonly base: Asked,
    private readonly filter: ImpactFilter,
    private readonly by: By,
    private readonly groups: readonly Group[],
    private readonly context: TallyContext,
  ) {
    const { list } = base.joined.codes;
    const byCode = byInteraction.includes(by);
    const terms = groups.map((group) =>
      byCode ? base.joined.codes.terms(this.listsOf(group), context) : base.terms,
    );
    const aparts = groups.map((group, g) => this.apartOf(group, terms[g]));
    // after them, because they may give customers a place
    const basis = { ...base, buffers: new Buffers() };
    this.gates = new Gates(basis, base.question, filter.depth, affectedUsers(basis));
    this.groupOfCode = Int16Array.from(list, (_, code) =>
      terms.findIndex(({ counts }) => counts[code] === 1),
    );
    this.groupOfCustomer = byCode ? undefined : this.customersGroup();
    const active = byCode ? terms.map((each) => this.activeOf(each)) : this.activeByCustomer();
    this.wanted = aparts.map((apart, g) => ({ apart, active: active[g] }));
  }

  private listsOf(group: Group): ReturnType<typeof filterLists> {
    return filterLists({ ...this.filter, ...group.filter });
  }

  private picksOf(group: Group): Asked['picks'] {
    const { customers } = this.context.people;
    const { onset } = this.base.count.window;
    return customerTerms({ ...this.filter, ...group.filter }, customers, onset);
  }

  private apartOf(group: Group, terms: Terms): ApartUsers {
    const { joined, count, records } = this.base;
    return new ApartUsers(joined, count, records, terms, this.picksOf(group));
  }

  /** By what a customer is, by its number; by depth, by its place. */
  private customersGroup(): GroupOf {
    const { groups, by } = this;
    if (by === 'depth') {
      const { shares } = this.gates;
      const numbers = new Map(groups.map(({ key }, g) => [key, g]));
      return (place) => {
        const share = shares.shareOf(place);
        return share === 0 ? -1 : (numbers.get(depthOf(share)) ?? -1);
      };
    }
    if (by === 'language') {
      const { customers } = this.context.people;
      const numbers = new Map(
        groups.map(({ key }, g) => [key === 'unknown' ? -1 : customers.languageNumber(key), g]),
      );
      return (customer) => numbers.get(customers.languageOf(customer)) ?? -1;
    }
    const picks = groups.map((group) => this.picksOf(group));
    return (customer) => picks.findIndex((each) => each?.(customer) ?? true);
  }

  /** Who was there with any of some codes. */
  private activeOf({ counts }: Terms): Wanted['active'] {
    const { joined, picks } = this.base;
    const { users, customers } = joined.active.once(counts, picks);
    const of = (customer: number): number => (customers.has(customer) ? 1 : 0);
    return { users: users.size, customers: { of, size: customers.size } };
  }

  private activeByCustomer(): Wanted['active'][] {
    const { joined, question, terms, picks } = this.base;
    const { users, customers } = joined.active.having(question, terms.counts, picks);
    // how deep it went says nothing of who was there
    if (this.by === 'depth') return this.groups.map(() => ({ users: users.size, customers }));
    const found = this.groups.map(() => ({ users: 0, customers: 0 }));
    const { size } = this.context.people.customers;
    for (let customer = 0; customer < size; customer++) {
      const theirs = customers.of(customer);
      const group = theirs === 0 ? -1 : this.groupOfCustomer!(customer);
      if (group < 0) continue;
      found[group].users += theirs;
      found[group].customers++;
    }
    return found.map((each) => ({
      users: each.users,
      customers: { of: (customer) => customers.of(customer), size: each.customers },
    }));
  }

  run(): Parts[] {
    const places = this.sorted();
    return this.groups.map((_, group) => this.tally(group, places[group]));
  }

  /** By place among those of whom something failed, the group of each customer; undefined: codes decide. */
  private groupsByPlace(): Int16Array | undefined {
    const groupOf = this.groupOfCustomer;
    if (!groupOf) return undefined;
    const { list } = this.base.joined.failedCustomers;
    const byPlace = this.by === 'depth';
    return Int16Array.from(list, (customer, place) => groupOf(byPlace ? place : customer));
  }

  /** Group → partition → places of the failures that may make someone affected. */
  private sorted(): Uint32Array[][] {
    const { joined, count, terms } = this.base;
    const { picked } = this.gates;
    const ofPlace = this.groupsByPlace();
    const sorted: Uint32Array[][] = this.groups.map(() => []);
    for (const [p, { failed }] of count.tables.entries()) {
      const { codes, users, customers } = joined.columns(p);
      const groupAt = new Int16Array(codes.length);
      const sizes = new Uint32Array(this.groups.length);
      for (let at = 0; at < codes.length; at++) {
        const [code, customer] = [codes[at], customers[at]];
        groupAt[at] = -1;
        if (terms.counts[code] === 0 || users[at] < 0) continue;
        if (picked && (customer < 0 || picked[customer] === 0)) continue;
        if (failed.failures[at] < terms.thresholds[code]) continue;
        const group = ofPlace ? (customer < 0 ? -1 : ofPlace[customer]) : this.groupOfCode[code];
        if (group >= 0) sizes[(groupAt[at] = group)]++;
      }
      this.groups.forEach((_, group) => sorted[group].push(new Uint32Array(sizes[group])));
      sizes.fill(0);
      for (let at = 0; at < groupAt.length; at++) {
        const group = groupAt[at];
        if (group >= 0) sorted[group][p][sizes[group]++] = at;
      }
    }
    return sorted;
  }

  private tally(group: number, places: Uint32Array[]): Parts {
    const { joined, count, now } = this.base;
    const { failedUsers, failedCustomers } = joined;
    const { audience } = this.gates;
    const roll = new Roll(failedUsers.length, failedCustomers.size, scratch.begin());
    places.forEach((all, p) => {
      const { codes, users, customers } = joined.columns(p);
      const { lastFailed, lastOk } = count.tables[p].failed;
      for (const at of all) {
        const customer = customers[at];
        const passes =
          audience === undefined || customer < 0 || audience.passes(codes[at], customer);
        roll.affected(users[at], customer, judge(lastFailed[at], lastOk[at], now), passes);
      }
    });
    this.tellApart(group, roll);
    this.tellActive(group, roll);
    return {
      users: roll.users.counts(),
      customers: roll.customers.counts(),
      unidentified: roll.unidentified,
      revenue: sumRevenue(failedCustomers, roll.customers.states),
    };
  }

  private tellApart(group: number, roll: Roll): void {
    const { picked, audience } = this.gates;
    for (const call of this.wanted[group].apart.calls) {
      const { user, customer, code, counts, lastFailed, lastOk } = call;
      if (!counts || (picked && (customer < 0 || picked[customer] === 0))) continue;
      if (this.by === 'depth' && (customer < 0 || this.groupOfCustomer!(customer) !== group)) {
        continue;
      }
      const passes = customer < 0 || (audience?.passes(code, customer) ?? true);
      roll.affected(user, customer, judge(lastFailed, lastOk, this.base.now), passes);
    }
  }

  private tellActive(group: number, roll: Roll): void {
    const { active, apart } = this.wanted[group];
    const others = new Set<number>();
    for (const { customer } of apart.there.flat()) {
      if (customer >= 0 && active.customers.of(customer) === 0) others.add(customer);
    }
    roll.users.active = active.users + apart.there.length;
    roll.customers.active = active.customers.size + others.size;
  }
}
