import type { Picks } from './active.js';
import type { ApartUsers } from './apart-users.js';
import type { Counts } from './bits.js';
import type { Buffers } from './buffers.js';
import type { Terms } from './codes.js';
import type { ImpactCount } from './impact-count.js';
import type { JoinedCount } from './joined-count.js';

/** What shares are worked out from. */
export interface SharesOf {
  count: ImpactCount;
  joined: JoinedCount;
  terms: Terms;
  apart: ApartUsers;
  picks: Picks | undefined;
  buffers: Buffers;
}

/** Of each customer, how many of the users who were there are affected, in the slices of some codes. */
export class UserShares {
  /** By the customer's place. */
  readonly affected: Uint32Array;
  private readonly active: Counts;
  /** By the user's place. */
  private readonly seen: Uint8Array;
  private readonly apartActive = new Map<number, number>();

  /**
   * @param question names the codes, and what is asked of customers
   * @param wanted by code: 1 for those of these slices that count
   */
  constructor(
    private readonly basis: SharesOf,
    question: string,
    private readonly wanted: Uint8Array,
  ) {
    this.active = basis.joined.active.having(question, wanted, basis.picks).customers;
    this.affected = basis.buffers.uint32(basis.joined.failedCustomers.size);
    this.seen = basis.buffers.uint8(basis.joined.failedUsers.length);
    basis.count.tables.forEach((_, partition) => this.addFailed(partition));
    this.addApart();
  }

  private addFailed(partition: number): void {
    const { count, joined, terms } = this.basis;
    const { failures } = count.tables[partition].failed;
    const { codes, users, customers } = joined.columns(partition);
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at];
      if (this.wanted[code] === 0 || users[at] < 0 || customers[at] < 0) continue;
      // a user who is not apart has one customer
      if (failures[at] < terms.thresholds[code] || this.seen[users[at]] === 1) continue;
      this.seen[users[at]] = 1;
      this.affected[customers[at]]++;
    }
  }

  private addApart(): void {
    const { apart, joined } = this.basis;
    const pairs = new Set<number>();
    const { size } = joined.failedCustomers;
    for (const { user, customer, code, counts } of apart.calls) {
      if (!counts || this.wanted[code] === 0 || customer < 0) continue;
      const pair = user * size + customer;
      if (pairs.has(pair)) continue;
      pairs.add(pair);
      this.affected[customer]++;
    }
    for (const records of apart.there) {
      const theirs = records.filter(
        ({ code, customer }) => this.wanted[code] === 1 && customer >= 0,
      );
      for (const customer of new Set(theirs.map((each) => each.customer))) {
        this.apartActive.set(customer, (this.apartActive.get(customer) ?? 0) + 1);
      }
    }
  }

  /** How many users of a customer (by place) were there. */
  activeOf(place: number): number {
    const customer = this.basis.joined.failedCustomers.list[place];
    return this.active.of(customer) + (this.apartActive.get(customer) ?? 0);
  }

  /** Affected ÷ active, 0 to 1. */
  shareOf(place: number): number {
    return this.affected[place] === 0 ? 0 : this.affected[place] / this.activeOf(place);
  }
}
