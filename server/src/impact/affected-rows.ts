import type { AffectedSort, ImpactFilter } from '@rollcall/shared';
import { last, type Place } from './affected-order.js';
import { Buffers } from './buffers.js';
import { FirstRows } from './first-rows.js';
import type { ImpactCount } from './impact-count.js';
import { recovered, unaffected } from './judge.js';
import type { TallyContext } from './tally-context.js';
import { Tallying, type AffectedVisit, type Hear } from './tally.js';

type Key = (row: number) => number;
const none: Key = () => 0;

/** What a page holds of the list. */
export interface RowsFound {
  rows: number[];
  /** Place of the last of them, if others follow. */
  next: Place | undefined;
}

/**
 * The affected of one answer, in columns: first the customers, by place among those of whom something
 * failed, then the users of whom no customer is known, by theirs. Nothing is sorted or described but
 * the rows of a page.
 *
 * Size: about 20 bytes a customer and user of whom something failed.
 */
export class AffectedRows {
  /** How many there are. */
  total = 0;
  /** When time alone will change a row, epoch ms. */
  readonly changesAt: number;
  /** Rows below it are customers. */
  private readonly customers: number;
  private readonly length: number;
  /** 0: not in the list. */
  private readonly firstFailed: Float64Array;
  private readonly tallying: Tallying;

  /** @param buffers its memory; whoever takes it for another list ends this one */
  constructor(
    count: ImpactCount,
    filter: ImpactFilter,
    private readonly context: TallyContext,
    buffers = new Buffers(),
  ) {
    this.tallying = new Tallying(count, filter, context, true, buffers);
    const { joined, roll } = this.tallying;
    this.customers = joined.failedCustomers.size;
    this.length = this.customers + joined.failedUsers.length;
    this.firstFailed = buffers.float64(this.length);
    this.changesAt = this.tallying.run(this.hear).changesAt;
    // who is somebody's is in no row of their own
    for (let user = 0; user < roll.identified.length; user++) {
      if (roll.identified[user] === 1) this.firstFailed[this.customers + user] = 0;
    }
    for (let row = 0; row < this.length; row++) if (this.firstFailed[row] !== 0) this.total++;
  }

  private readonly hear: Hear = (user, customer, _code, _state, kind, _failures, firstFailed) => {
    if (kind !== 'counts') return;
    const row = customer >= 0 ? customer : this.customers + user;
    const before = this.firstFailed[row];
    if (before === 0 || firstFailed < before) this.firstFailed[row] = firstFailed;
  };

  /** The gravest state of a row, as in `judge.ts`. */
  stateOf(row: number): number {
    const { users, customers } = this.tallying.roll;
    if (this.firstFailed[row] === 0) return unaffected;
    return row < this.customers ? customers.states[row] : users.states[row - this.customers];
  }

  /** The customer of a row; −1: it is a user of whom none is known. */
  customerOf(row: number): number {
    return row < this.customers ? this.tallying.joined.failedCustomers.list[row] : -1;
  }

  /** The row of a customer; −1: it is in no row. */
  rowOf(customer: number): number {
    const place = this.tallying.joined.failedCustomers.find(customer);
    return place >= 0 && place < this.customers && this.firstFailed[place] !== 0 ? place : -1;
  }

  /** Tells of each customer in the list. */
  eachCustomer(tell: (row: number, customer: number) => void): void {
    for (let row = 0; row < this.customers; row++) {
      if (this.firstFailed[row] !== 0) tell(row, this.customerOf(row));
    }
  }

  /** The user of a row without a customer. */
  userOf(row: number): number {
    return this.tallying.joined.failedUsers[row - this.customers];
  }

  /** Affected ÷ active users of a customer's row, and how many of them there are. */
  depthOf(row: number): { share: number; affected: number; active: number } {
    const { shares } = this.tallying.gates;
    if (row >= this.customers || !shares) return { share: 0, affected: 1, active: 1 };
    const [affected, active] = [shares.affected[row], shares.activeOf(row)];
    return { share: shares.shareOf(row), affected, active };
  }

  /** No two rows have the same: a user may be called as a customer is. */
  private nameOf(row: number): string {
    const { people } = this.context;
    return row < this.customers
      ? `${people.customers.id(this.customerOf(row))}\u0000c`
      : `${people.textOf(this.userOf(row))}\u0000u`;
  }

  /** The first two numbers a row is sorted by. */
  private keysOf(sort: AffectedSort): [Key, Key] {
    const { customers } = this.context.people;
    switch (sort) {
      case 'state':
        return [(row) => -this.stateOf(row), none];
      case 'waiting':
        return [(row) => (this.stateOf(row) === recovered ? 1 : 0), none];
      case 'revenue': {
        const { amount, currency, payer } = this.tallying.joined.failedCustomers.invoices;
        const sorted = [...customers.currencyList].sort();
        const ranks = customers.currencyList.map((name) => sorted.indexOf(name));
        const pays = (row: number): boolean =>
          row < this.customers && payer[row] < 0 && currency[row] >= 0;
        return [
          (row) => (pays(row) ? ranks[currency[row]] : last),
          (row) => (pays(row) ? -amount[row] : 0),
        ];
      }
      case 'tenure':
        return [
          (row) => {
            const since = customers.sinceOf(this.customerOf(row));
            return Number.isNaN(since) ? last : since;
          },
          none,
        ];
      case 'depth': {
        const { shares } = this.tallying.gates;
        return [
          (row) => (row < this.customers ? -(shares?.shareOf(row) ?? 0) : 0),
          (row) => (row < this.customers ? -(shares?.affected[row] ?? 0) : 0),
        ];
      }
    }
  }

  /**
   * The rows after a place, as many as a page takes. Rows that come or go elsewhere in the list move
   * nothing; one whose place has changed since may be seen twice or not at all.
   */
  page(sort: AffectedSort, after: Place | undefined, limit: number): RowsFound {
    const [firstOf, secondOf] = this.keysOf(sort);
    // one more than the page, to see whether any follows
    const found = new FirstRows(limit + 1, after, (row) => this.nameOf(row));
    const { firstFailed } = this;
    for (let row = 0; row < this.length; row++) {
      if (firstFailed[row] !== 0) found.add(row, firstOf(row), secondOf(row), firstFailed[row]);
    }
    const sorted = found.sorted();
    const end = sorted.at(limit - 1);
    return {
      rows: sorted.slice(0, limit).map(({ row }) => row),
      next: sorted.length > limit ? end?.place : undefined,
    };
  }

  /** Where the users of some rows failed, one by one. */
  visitsOf(rows: readonly number[]): Map<number, AffectedVisit[]> {
    const wanted = new Uint8Array(this.length);
    const found = new Map<number, AffectedVisit[]>();
    for (const row of rows) {
      wanted[row] = 1;
      found.set(row, []);
    }
    const { customers } = this;
    let at = 0;
    const tell = this.tallying.visiting((visit) => {
      if (!visit.own && visit.below !== true) found.get(at)?.push(visit);
    });
    this.tallying.tell(
      (user, customer) => wanted[customer >= 0 ? customer : customers + user] === 1,
      (user, customer, ...rest) => {
        at = customer >= 0 ? customer : customers + user;
        tell(user, customer, ...rest);
      },
    );
    return found;
  }
}
