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

/**
 * Of each customer, by place, how many users are affected in the slices of some codes; without those
 * who are apart.
 * @param wanted by code: 1 for those of these slices that count
 */
export type AffectedUsers = (wanted: Uint8Array) => Uint32Array;

/** Looks at each failure. */
export const affectedUsers =
  ({ count, joined, terms, buffers }: SharesOf): AffectedUsers =>
  (wanted) => {
    const affected = buffers.uint32(joined.failedCustomers.size);
    const seen = buffers.uint8(joined.failedUsers.length);
    count.tables.forEach(({ failed: { failures } }, partition) => {
      const { codes, users, customers } = joined.columns(partition);
      for (let at = 0; at < codes.length; at++) {
        const code = codes[at];
        if (wanted[code] === 0 || users[at] < 0 || customers[at] < 0) continue;
        // a user who is not apart has one customer
        if (failures[at] < terms.thresholds[code] || seen[users[at]] === 1) continue;
        seen[users[at]] = 1;
        affected[customers[at]]++;
      }
    });
    return affected;
  };

/** Of each customer, how many of the users who were there are affected, in the slices of some codes. */
export class UserShares {
  private readonly active: Counts;
  private readonly apartActive = new Map<number, number>();

  /**
   * @param question names the codes, and what is asked of customers
   * @param wanted by code: 1 for those of these slices that count
   * @param affected by the customer's place; without those who are apart, who are added to it
   */
  constructor(
    private readonly basis: SharesOf,
    question: string,
    private readonly wanted: Uint8Array,
    readonly affected: Uint32Array,
  ) {
    this.active = basis.joined.active.having(question, wanted, basis.picks).customers;
    this.addApart();
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
