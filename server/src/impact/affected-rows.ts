import type { AffectedSort, ImpactFilter } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import { last, type Place } from './affected-order.js';
import type { ImpactCount } from './impact-count.js';
import { recovered, unaffected } from './judge.js';
import { smallestOf } from './smallest.js';
import type { TallyContext } from './tally-context.js';
import { Tallying, type Hear } from './tally.js';

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
 * failed, then the users of whom no customer is known, by theirs. Nothing is sorted but the rows of a
 * page.
 *
 * Size: 37 bytes a customer and user of whom something failed.
 */
export class AffectedRows {
  /** 0 for those who are not in the list. */
  readonly state: Uint8Array;
  readonly users: Uint32Array;
  readonly failures: Uint32Array;
  readonly firstFailed: Float64Array;
  readonly lastFailed: Float64Array;
  readonly lastOk: Float64Array;
  /** How many there are. */
  total = 0;
  /** When time alone will change a row, epoch ms. */
  readonly changesAt: number;
  /** Rows below it are customers. */
  private readonly customers: number;
  /** User → their first customer + 1, and the pairs of those who have several. */
  private readonly payers: Uint32Array;
  private readonly pairs = new Set<number>();
  private readonly tallying: Tallying;

  constructor(
    count: ImpactCount,
    filter: ImpactFilter,
    private readonly context: TallyContext,
  ) {
    this.tallying = new Tallying(count, filter, context, true);
    const { joined, roll } = this.tallying;
    this.customers = joined.failedCustomers.size;
    const size = this.customers + joined.failedUsers.length;
    this.state = new Uint8Array(size);
    this.users = new Uint32Array(size);
    this.failures = new Uint32Array(size);
    this.firstFailed = new Float64Array(size);
    this.lastFailed = new Float64Array(size);
    this.lastOk = new Float64Array(size);
    this.payers = new Uint32Array(joined.failedUsers.length);
    this.changesAt = this.tallying.run(this.hear).changesAt;
    // who is somebody's is in no row of their own
    for (let user = 0; user < roll.identified.length; user++) {
      if (roll.identified[user] === 1) this.state[this.customers + user] = unaffected;
    }
    for (const state of this.state) if (state !== unaffected) this.total++;
  }

  private readonly hear: Hear = (
    user,
    customer,
    _code,
    state,
    kind,
    failures,
    firstFailed,
    lastFailed,
    lastOk,
  ) => {
    if (kind !== 'counts') return;
    const row = customer >= 0 ? customer : this.customers + user;
    if (this.state[row] === unaffected) this.firstFailed[row] = firstFailed;
    else if (firstFailed < this.firstFailed[row]) this.firstFailed[row] = firstFailed;
    if (state > this.state[row]) this.state[row] = state;
    if (lastFailed > this.lastFailed[row]) this.lastFailed[row] = lastFailed;
    if (lastOk > this.lastOk[row]) this.lastOk[row] = lastOk;
    this.failures[row] += failures;
    if (this.isFirst(user, row)) this.users[row]++;
  };

  private isFirst(user: number, row: number): boolean {
    const payer = this.payers[user];
    if (payer === row + 1) return false;
    if (payer === 0) {
      this.payers[user] = row + 1;
      return true;
    }
    const pair = user * this.state.length + row;
    if (this.pairs.has(pair)) return false;
    this.pairs.add(pair);
    return true;
  }

  /** The customer of a row; −1: it is a user of whom none is known. */
  customerOf(row: number): number {
    return row < this.customers ? this.tallying.joined.failedCustomers.list[row] : -1;
  }

  /** The user of such a row. */
  userOf(row: number): number {
    return this.tallying.joined.failedUsers[row - this.customers];
  }

  /** Affected ÷ active users of a customer's row, and how many were active. */
  depthOf(row: number): { share: number; active: number } {
    const { shares } = this.tallying.gates;
    if (row >= this.customers || !shares) return { share: 0, active: 1 };
    return { share: shares.shareOf(row), active: shares.activeOf(row) };
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
    const { people } = this.context;
    const { customers } = people;
    switch (sort) {
      case 'state':
        return [(row) => -this.state[row], none];
      case 'waiting':
        return [(row) => (this.state[row] === recovered ? 1 : 0), none];
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
          (row) => -this.users[row],
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
    const length = this.state.length;
    const [first, second] = [new Float64Array(length), new Float64Array(length)];
    const { firstFailed } = this;
    const follows = (row: number): boolean => {
      if (!after) return true;
      const by = first[row] - after[0] || second[row] - after[1] || firstFailed[row] - after[2];
      return by > 0 || (by === 0 && this.nameOf(row) > after[3]);
    };
    const rows = function* (state: Uint8Array): Generator<number> {
      for (let row = 0; row < length; row++) {
        if (state[row] === unaffected) continue;
        first[row] = firstOf(row);
        second[row] = secondOf(row);
        if (follows(row)) yield row;
      }
    };
    const isBefore = (a: number, b: number): boolean => {
      const by = first[a] - first[b] || second[a] - second[b] || firstFailed[a] - firstFailed[b];
      return by < 0 || (by === 0 && this.nameOf(a) < this.nameOf(b));
    };
    // one more than the page, to see whether any follows
    const found = smallestOf(rows(this.state), limit + 1, isBefore);
    const page = found.slice(0, limit);
    const end = page.at(-1);
    const more = found.length > limit && end !== undefined;
    return {
      rows: page,
      next: more ? [first[end], second[end], firstFailed[end], this.nameOf(end)] : undefined,
    };
  }

  /** Where each of some rows failed, by the slice's name. */
  slicesOf(rows: readonly number[]): Map<number, SliceName[]> {
    const { joined } = this.tallying;
    const wanted = new Uint8Array(this.state.length);
    const found = new Map<number, Map<number, SliceName>>();
    for (const row of rows) {
      wanted[row] = 1;
      found.set(row, new Map());
    }
    this.tallying.tell(
      (user, customer) => wanted[customer >= 0 ? customer : this.customers + user] === 1,
      (user, customer, code, _state, kind) => {
        if (kind !== 'counts') return;
        const { slice, sliceNumber } = joined.codes.list[code];
        found.get(customer >= 0 ? customer : this.customers + user)?.set(sliceNumber, slice);
      },
    );
    const key = ({ service, region, channel }: SliceName): string =>
      JSON.stringify([service, region, channel]);
    return new Map(
      [...found].map(([row, slices]) => [
        row,
        [...slices.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
      ]),
    );
  }
}
