import type { Asked } from './asked.js';
import { Buffers } from './buffers.js';
import type { Codes } from './codes.js';
import { failuresOfCustomer, failuresOfUser, type HearFailure } from './failures-of.js';
import { grown, type FailureColumns } from './failure-columns.js';
import type { AffectedUsers } from './user-shares.js';

/** Rows by place: what their failures come to, without those of users who are apart. */
export interface RowColumns {
  /** The first failure that counts, epoch ms; 0: none, so it is in no list. */
  firstFailed: Float64Array;
  /** The last failure of those in places where they are not well again, epoch ms; 0: none. */
  open: Float64Array;
}

/** Customers' rows from services with one rule on their audience, or with none. */
interface Part extends RowColumns {
  /** How many of the users are affected there. */
  affected: Uint32Array;
}

/** More rows than this share are looked at in one pass over all failures. */
const mostChanged = 0.1;
const mostWalked = 0.25;
const few = 1_000;

const none = (): RowColumns => ({ firstFailed: new Float64Array(0), open: new Float64Array(0) });

const room = (length: number): number => Math.ceil(length * 1.25) + 64;

/**
 * The rows of one list of the affected, kept from page to page: only those are worked out again whose
 * failures changed since, so that a page costs next to nothing beside a pass over all failures. Nothing
 * in them depends on the time or on how many were there; see `AffectedRows`.
 *
 * Size: 24 bytes a customer of whom something failed, 16 a user of whom no customer is known.
 */
export class ListedRows {
  /** By part: 0 are the services without a rule on their audience, k is the k-th rule of the terms. */
  readonly parts: Part[] = [];
  users = none();
  /** Memory for whoever looks at the list. */
  readonly buffers = new Buffers();
  /** By customer: users affected in any part. */
  private affected = new Uint32Array(0);
  private asked!: Asked;
  private failed: FailureColumns[] = [];
  private columns: ReturnType<Asked['joined']['columns']>[] = [];
  /** Code → part. */
  private partOf: Uint8Array = new Uint8Array(0);
  /** What the rows were made from, and up to which turns. */
  private codes: Codes | undefined;
  private turns: number[] = [];
  private moved = { turn: 0, times: 0 };

  /** Brings the rows up to what was asked. Always the same filter and rules, but for a depth. */
  sync(asked: Asked): void {
    const { count, joined } = (this.asked = asked);
    this.failed = count.tables.map(({ failed }) => failed);
    this.columns = this.failed.map((_, p) => joined.columns(p));
    this.partOf = partsOf(asked);
    this.makeRoom();
    const changed = this.codes === joined.codes ? this.changed() : undefined;
    this.codes = joined.codes;
    this.turns = this.failed.map((failed) => failed.nextTurn());
    this.moved = { turn: joined.moved.nextTurn(), times: joined.moved.times };
    if (!changed || !this.again(changed)) this.build();
  }

  /** Affected users by customer, as a gate asks. */
  readonly affectedUsers: AffectedUsers = (wanted) => {
    const { terms, joined } = this.asked;
    const part = terms.audiences.findIndex((rule) => rule.wanted === wanted) + 1;
    const copy = this.buffers.uint32(joined.failedCustomers.size);
    copy.set((part === 0 ? this.affected : this.parts[part].affected).subarray(0, copy.length));
    return copy;
  };

  private makeRoom(): void {
    const { joined, terms } = this.asked;
    const { size } = joined.failedCustomers;
    for (let part = 0; part <= terms.audiences.length; part++) {
      const had = (this.parts[part] ??= { ...none(), affected: new Uint32Array(0) });
      if (had.affected.length >= size) continue;
      had.firstFailed = grown(had.firstFailed, new Float64Array(room(size)));
      had.open = grown(had.open, new Float64Array(room(size)));
      had.affected = grown(had.affected, new Uint32Array(room(size)));
    }
    if (this.affected.length < size) {
      this.affected = grown(this.affected, new Uint32Array(room(size)));
    }
  }

  /** Rows by place whose failures changed since the last time; undefined: too many. */
  private changed(): { customers: Set<number>; users: Set<number> } | undefined {
    const { joined } = this.asked;
    const found = { customers: new Set<number>(), users: new Set<number>() };
    const rows = joined.failedCustomers.size + joined.failedUsers.length;
    const most = Math.max(few, rows * mostChanged);
    for (const [p, { turns, size }] of this.failed.entries()) {
      const { users, customers } = this.columns[p];
      const since = this.turns[p];
      for (let at = 0; at < size; at++) {
        if (turns[at] < since || users[at] < 0) continue;
        if (customers[at] >= 0) found.customers.add(customers[at]);
        else found.users.add(users[at]);
      }
      if (found.customers.size + found.users.size > most) return undefined;
    }
    const { moved } = joined;
    if (moved.times === this.moved.times) return found;
    for (const party of ['customers', 'users'] as const) {
      moved[party].all.forEach((turn, place) => {
        if (turn >= this.moved.turn) found[party].add(place);
      });
    }
    return found.customers.size + found.users.size > most ? undefined : found;
  }

  /** Works some rows out again; false: they have so many failures that one pass over all is better. */
  private again({ customers, users }: { customers: Set<number>; users: Set<number> }): boolean {
    const { joined, count } = this.asked;
    const most = Math.max(few, this.failed.reduce((sum, { size }) => sum + size, 0) * mostWalked);
    let walked = 0;
    /** Who was met last, in each part and in any. */
    const last = new Float64Array(this.parts.length + 1);
    for (const customer of customers) {
      this.clear(customer);
      last.fill(-1);
      const hear: HearFailure = (who, p, at) => {
        walked++;
        const part = this.partAt(p, at);
        if (part < 0) return;
        this.raise(this.parts[part], customer, p, at);
        if (last[part] !== who) this.parts[part].affected[customer]++;
        if (last[this.parts.length] !== who) this.affected[customer]++;
        last[part] = last[this.parts.length] = who;
      };
      failuresOfCustomer(joined, count, joined.failedCustomers.list[customer], hear);
      if (walked > most) return false;
    }
    for (const user of users) {
      if (user < this.users.open.length) this.users.firstFailed[user] = this.users.open[user] = 0;
      failuresOfUser(joined, count, joined.failedUsers[user], (_who, p, at) => {
        if (this.partAt(p, at) >= 0 && this.columns[p].customers[at] < 0) this.user(user, p, at);
      });
    }
    return true;
  }

  private clear(customer: number): void {
    this.affected[customer] = 0;
    for (const { firstFailed, open, affected } of this.parts) {
      firstFailed[customer] = open[customer] = affected[customer] = 0;
    }
  }

  /** All rows, in one pass over all failures. */
  private build(): void {
    const { joined } = this.asked;
    for (const { firstFailed, open, affected } of this.parts) {
      for (const column of [firstFailed, open, affected]) column.fill(0);
    }
    this.affected.fill(0);
    this.users.firstFailed.fill(0);
    this.users.open.fill(0);
    const seen = [...this.parts, null].map(() => new Uint8Array(joined.failedUsers.length));
    const any = seen[this.parts.length];
    this.failed.forEach(({ size }, p) => {
      const { users, customers } = this.columns[p];
      for (let at = 0; at < size; at++) {
        const part = users[at] < 0 ? -1 : this.partAt(p, at);
        if (part < 0) continue;
        const [user, customer] = [users[at], customers[at]];
        if (customer < 0) {
          this.user(user, p, at);
          continue;
        }
        this.raise(this.parts[part], customer, p, at);
        // a user who is not apart has one customer
        if (seen[part][user] === 0) this.parts[part].affected[customer]++;
        if (any[user] === 0) this.affected[customer]++;
        seen[part][user] = any[user] = 1;
      }
    });
  }

  /** The part in which a failure counts; −1: it doesn't. */
  private partAt(p: number, at: number): number {
    const { counts, thresholds } = this.asked.terms;
    const code = this.columns[p].codes[at];
    if (counts[code] === 0 || this.failed[p].failures[at] < thresholds[code]) return -1;
    return this.partOf[code];
  }

  private raise(into: RowColumns, row: number, p: number, at: number): void {
    const { firstFailed, lastFailed, lastOk } = this.failed[p];
    const before = into.firstFailed[row];
    if (before === 0 || firstFailed[at] < before) into.firstFailed[row] = firstFailed[at];
    if (lastOk[at] <= lastFailed[at] && lastFailed[at] > into.open[row]) {
      into.open[row] = lastFailed[at];
    }
  }

  private user(user: number, p: number, at: number): void {
    if (user >= this.users.open.length) {
      const length = room(this.asked.joined.failedUsers.length);
      this.users = {
        firstFailed: grown(this.users.firstFailed, new Float64Array(length)),
        open: grown(this.users.open, new Float64Array(length)),
      };
    }
    this.raise(this.users, user, p, at);
  }
}

const partsOf = ({ terms }: Asked): Uint8Array => {
  const parts = new Uint8Array(terms.counts.length);
  terms.audiences.forEach(({ wanted }, rule) => {
    wanted.forEach((is, code) => {
      if (is === 1) parts[code] = rule + 1;
    });
  });
  return parts;
};
