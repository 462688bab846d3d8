import type { ImpactFilter, Money } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import { asked, type Asked } from './asked.js';
import { Buffers } from './buffers.js';
import { Gates } from './gates.js';
import type { ImpactCount } from './impact-count.js';
import { elsewhere, nobody, type JoinedCount } from './joined-count.js';
import { failing, judge, unseenAfterMs } from './judge.js';
import { sumRevenue } from './revenue.js';
import { Roll, type Counted } from './roll.js';
import type { TallyContext } from './tally-context.js';
import { affectedUsers } from './user-shares.js';

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
  /** A service's rule on its audience leaves the customer out, though the user counts. */
  below?: boolean;
  failures: number;
  firstFailed: number;
  state: number;
  slice: SliceName;
  lastFailed: number;
  /** 0: never. */
  lastOk: number;
}

/**
 * Told of each affected user, slice by slice. User and customer are places among those who failed
 * (customer −1: not known), the code is one of the slice's; the rest is as in `AffectedVisit`.
 */
export type Hear = (
  user: number,
  customer: number,
  code: number,
  state: number,
  kind: 'counts' | 'below' | 'own',
  failures: number,
  firstFailed: number,
  lastFailed: number,
  lastOk: number,
) => void;

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
): Tally => {
  // a visitor may have questions of its own
  const buffers = visit ? new Buffers() : scratch.begin();
  const tallying = new Tallying(count, filter, context, buffers);
  return tallying.run(visit && tallying.visiting(visit));
};

/** What a tally leaves nothing in. */
const scratch = new Buffers();

/** One tally under way. */
export class Tallying {
  readonly joined: JoinedCount;
  readonly roll: Roll;
  readonly gates: Gates;
  private readonly asked: Asked;
  private changesAt = Infinity;

  constructor(
    private readonly count: ImpactCount,
    filter: ImpactFilter,
    context: TallyContext,
    buffers = new Buffers(),
  ) {
    this.asked = asked(count, filter, context);
    const joined = (this.joined = this.asked.joined);
    const basis = { ...this.asked, buffers };
    this.gates = new Gates(basis, this.asked.question, filter.depth, affectedUsers(basis));
    this.roll = new Roll(joined.failedUsers.length, joined.failedCustomers.size, buffers);
  }

  run(hear?: Hear): Tally {
    const { roll, joined } = this;
    this.count.tables.forEach((_, partition) => this.tellFailures(partition, hear));
    this.tellActive();
    this.tellApart(hear);
    return {
      users: roll.users.counts(),
      customers: roll.customers.counts(),
      unidentified: roll.unidentified,
      anonymous: roll.nameless,
      revenue: sumRevenue(joined.failedCustomers, roll.customers.states),
      coverage: roll.coverage,
      internal: roll.internal,
      changesAt: this.changesAt,
    };
  }

  /** Tells of everyone who was there, and of their customer (−1: not known), by number; some twice. */
  eachActive(tell: (user: number, customer: number) => void): void {
    const { joined, terms, apart, question, picks } = this.asked;
    const { users } = joined.active.having(question, terms.counts, picks);
    joined.eachJoiner((who, user, customer) => {
      if (users.has(who)) tell(user, customer);
    });
    for (const { user, customer } of apart.there.flat()) tell(user, customer);
  }

  /** Who was there, without those who are apart, and with their customers. */
  private tellActive(): void {
    const { roll } = this;
    const { joined, terms, apart, question, picks } = this.asked;
    const { users, customers } = joined.active.having(question, terms.counts, picks);
    const others = new Set<number>();
    for (const { customer } of apart.there.flat()) {
      if (customer >= 0 && customers.of(customer) === 0) others.add(customer);
    }
    roll.users.active = users.size + apart.there.length;
    roll.customers.active = customers.size + others.size;
  }

  /** Judges the failures of those with one subject: each alone decides over its user in its slice. */
  private tellFailures(partition: number, hear?: Hear): void {
    const { roll, gates } = this;
    const { now } = this.asked;
    const { counts, own, thresholds } = this.asked.terms;
    const { failures, firstFailed, lastFailed, lastOk } = this.count.tables[partition].failed;
    const { codes, users, customers } = this.joined.columns(partition);
    const { picked, audience, withOwn } = gates;
    let changesFrom = Infinity;
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at];
      const place = users[at];
      if ((counts[code] | own[code]) === 0 || place === elsewhere) continue;
      const customer = customers[at];
      if (picked && (customer < 0 || picked[customer] === 0)) continue;
      if (place === nobody) {
        if (counts[code] === 1) roll.anonymous(failures[at]);
        continue;
      }
      if (counts[code] === 1) roll.failed(customer, failures[at]);
      if (failures[at] < thresholds[code]) continue;
      const state = judge(lastFailed[at], lastOk[at], now);
      if (own[code] === 1 && withOwn) roll.own(place, customer);
      let kind: 'counts' | 'below' | 'own' = 'own';
      if (counts[code] === 1) {
        if (state === failing && lastFailed[at] < changesFrom) changesFrom = lastFailed[at];
        const passes = audience === undefined || customer < 0 || audience.passes(code, customer);
        roll.affected(place, customer, state, passes);
        kind = passes ? 'counts' : 'below';
      }
      hear?.(
        place,
        customer,
        code,
        state,
        kind,
        failures[at],
        firstFailed[at],
        lastFailed[at],
        lastOk[at],
      );
    }
    this.changesAt = Math.min(this.changesAt, changesFrom + unseenAfterMs + 1);
  }

  /** Tells of users with several subjects or customers, as they were judged. */
  private tellApart(hear?: Hear): void {
    const { roll, gates } = this;
    const { apart, now } = this.asked;
    const picked = (customer: number): boolean =>
      gates.picked === undefined || (customer >= 0 && gates.picked[customer] === 1);
    for (const { customer, failures } of apart.failures) {
      if (picked(customer)) roll.failed(customer, failures);
    }
    for (const call of apart.calls) {
      const { user, customer, code, lastFailed, lastOk } = call;
      if (!picked(customer)) continue;
      const state = judge(lastFailed, lastOk, now);
      if (call.own && gates.withOwn) roll.own(user, customer);
      let kind: 'counts' | 'below' | 'own' = 'own';
      if (call.counts) {
        if (state === failing) {
          this.changesAt = Math.min(this.changesAt, lastFailed + unseenAfterMs + 1);
        }
        const passes = customer < 0 || (gates.audience?.passes(code, customer) ?? true);
        roll.affected(user, customer, state, passes);
        kind = passes ? 'counts' : 'below';
      }
      hear?.(
        user,
        customer,
        code,
        state,
        kind,
        call.failures,
        call.firstFailed,
        lastFailed,
        lastOk,
      );
    }
  }

  /** Tells a visitor of each who is affected. */
  visiting(visit: (visit: AffectedVisit) => void): Hear {
    const { failedUsers, failedCustomers, codes } = this.joined;
    return (user, customer, code, state, kind, failures, firstFailed, lastFailed, lastOk) =>
      visit({
        user: failedUsers[user],
        customer: customer < 0 ? customer : failedCustomers.list[customer],
        own: kind === 'own',
        below: kind === 'below',
        state,
        slice: codes.list[code].slice,
        failures,
        firstFailed,
        lastFailed,
        lastOk,
      });
  }
}
