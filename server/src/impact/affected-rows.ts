import type { AffectedSort, ImpactFilter } from '@rollcall/shared';
import type { Place } from './affected-order.js';
import type { ApartCall } from './apart-users.js';
import { asked, type Asked } from './asked.js';
import { failuresOfCustomer, failuresOfUser, type HearFailure } from './failures-of.js';
import { FirstRows } from './first-rows.js';
import { Gates } from './gates.js';
import type { ImpactCount } from './impact-count.js';
import { failing, judge, recovered, unaffected, unseen, unseenAfterMs } from './judge.js';
import { ListedRows, type RowColumns } from './listed-rows.js';
import { Met, type HearMet } from './met.js';
import { rowKeys } from './row-keys.js';
import type { TallyContext } from './tally-context.js';
import type { AffectedVisit } from './tally.js';

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
 */
export class AffectedRows {
  /** As of when states are told, epoch ms. */
  private now: number;
  private readonly asked: Asked;
  private readonly gates: Gates;
  /** Rows below it are customers. */
  private readonly customers: number;
  private readonly ofCustomers: RowColumns;
  private readonly ofUsers: RowColumns;
  private readonly usersListed: number;
  /** Rows; −1: not counted yet. */
  private counted = -1;
  private callsByRow: Map<number, ApartCall[]> | undefined;

  /** @param listed what is kept of the list; whoever asks it again ends this one */
  constructor(
    private readonly count: ImpactCount,
    filter: ImpactFilter,
    private readonly context: TallyContext,
    listed = new ListedRows(),
  ) {
    this.asked = asked(count, filter, context);
    this.now = this.asked.now;
    listed.sync(this.asked);
    const buffers = listed.buffers.begin();
    const { joined, question, apart } = this.asked;
    this.customers = joined.failedCustomers.size;
    const basis = { ...this.asked, buffers };
    this.gates = new Gates(basis, question, filter.depth, listed.affectedUsers);
    const { picked, audience } = this.gates;
    [this.ofCustomers, this.ofUsers] = [listed.parts[0], listed.users];
    const users = Math.min(this.ofUsers.open.length, joined.failedUsers.length);
    // of whom no customer is known, nobody can say what is asked of customers
    this.usersListed = picked ? 0 : apart.calls.length > 0 ? joined.failedUsers.length : users;
    if (apart.calls.length === 0 && !picked && !audience) return;
    const copy = ({ firstFailed, open }: RowColumns, length: number): RowColumns => {
      const made = { firstFailed: buffers.float64(length), open: buffers.float64(length) };
      made.firstFailed.set(firstFailed.subarray(0, length));
      made.open.set(open.subarray(0, length));
      return made;
    };
    this.ofCustomers = copy(this.ofCustomers, this.customers);
    this.ofUsers = copy(this.ofUsers, this.usersListed);
    this.letThrough(listed);
    this.addApart();
    for (let row = 0; picked && row < this.customers; row++) {
      if (picked[row] === 0) this.ofCustomers.firstFailed[row] = 0;
    }
  }

  /** The same, as of another time (epoch ms). */
  at(now: number): this {
    this.now = Math.min(now, this.count.window.end ?? Infinity);
    return this;
  }

  /** Adds what failed in services with a rule on their audience, of those whose audience it reaches. */
  private letThrough({ parts }: ListedRows): void {
    const { audience } = this.gates;
    this.asked.terms.audiences.forEach(({ wanted }, rule) => {
      const code = wanted.indexOf(1);
      const { firstFailed, open } = parts[rule + 1];
      for (let row = 0; row < this.customers; row++) {
        if (firstFailed[row] === 0 || audience?.passes(code, row) === false) continue;
        raise(this.ofCustomers, row, firstFailed[row], open[row]);
      }
    });
  }

  private addApart(): void {
    const { picked } = this.gates;
    const identified = new Set<number>();
    for (const call of this.asked.apart.calls) {
      const { user, customer, firstFailed, lastFailed, lastOk } = call;
      if (!call.counts || (customer < 0 ? picked : picked?.[customer] === 0)) continue;
      if (customer >= 0) identified.add(user);
      const row = this.rowOfCall(call);
      if (row < 0) continue;
      const into = customer >= 0 ? this.ofCustomers : this.ofUsers;
      const open = lastOk > lastFailed ? 0 : lastFailed;
      raise(into, customer >= 0 ? customer : user, firstFailed, open);
    }
    // who is somebody's is in no row of their own
    for (const user of identified) {
      if (user < this.usersListed) this.ofUsers.firstFailed[user] = 0;
    }
  }

  /** −1: a rule on the audience leaves it out. */
  private rowOfCall({ user, customer, code }: ApartCall): number {
    if (customer < 0) return this.customers + user;
    return this.gates.audience?.passes(code, customer) === false ? -1 : customer;
  }

  /** How many there are. */
  get total(): number {
    if (this.counted >= 0) return this.counted;
    let total = 0;
    this.each(() => total++);
    return (this.counted = total);
  }

  private each(tell: (row: number, firstFailed: number) => void): void {
    const { firstFailed } = this.ofCustomers;
    for (let row = 0; row < this.customers; row++) {
      if (firstFailed[row] !== 0) tell(row, firstFailed[row]);
    }
    const ofUsers = this.ofUsers.firstFailed;
    for (let user = 0; user < this.usersListed; user++) {
      if (ofUsers[user] !== 0) tell(this.customers + user, ofUsers[user]);
    }
  }

  /** The gravest state of a row, as in `judge.ts`. */
  stateOf(row: number): number {
    const ofUser = row >= this.customers;
    const columns = ofUser ? this.ofUsers : this.ofCustomers;
    const place = ofUser ? row - this.customers : row;
    if (columns.firstFailed[place] === 0) return unaffected;
    const open = columns.open[place];
    if (open === 0) return recovered;
    return open >= this.now - unseenAfterMs ? failing : unseen;
  }

  /** The customer of a row; −1: it is a user of whom none is known. */
  customerOf(row: number): number {
    return row < this.customers ? this.asked.joined.failedCustomers.list[row] : -1;
  }

  /** The row of a customer; −1: it is in no row. */
  rowOf(customer: number): number {
    const place = this.asked.joined.failedCustomers.find(customer);
    const listed = place >= 0 && place < this.customers;
    return listed && this.ofCustomers.firstFailed[place] !== 0 ? place : -1;
  }

  /** Tells of each customer in the list. */
  eachCustomer(tell: (row: number, customer: number) => void): void {
    this.each((row) => {
      if (row < this.customers) tell(row, this.customerOf(row));
    });
  }

  /** The user of a row without a customer. */
  userOf(row: number): number {
    return this.asked.joined.failedUsers[row - this.customers];
  }

  /** Affected ÷ active users of a customer's row, and how many of them there are. */
  depthOf(row: number): { share: number; affected: number; active: number } {
    if (row >= this.customers) return { share: 0, affected: 1, active: 1 };
    const { shares } = this.gates;
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

  /**
   * The rows after a place, as many as a page takes. Rows that come or go elsewhere in the list move
   * nothing; one whose place has changed since may be seen twice or not at all.
   */
  page(sort: AffectedSort, after: Place | undefined, limit: number): RowsFound {
    const { joined } = this.asked;
    const [firstOf, secondOf] = rowKeys(sort, {
      customers: this.customers,
      failed: joined.failedCustomers,
      stateOf: (row) => this.stateOf(row),
      shares: () => this.gates.shares,
    });
    // one more than the page, to see whether any follows
    const found = new FirstRows(limit + 1, after, (row) => this.nameOf(row));
    this.each((row, firstFailed) => found.add(row, firstOf(row), secondOf(row), firstFailed));
    const sorted = found.sorted();
    const end = sorted.at(limit - 1);
    return {
      rows: sorted.slice(0, limit).map(({ row }) => row),
      next: sorted.length > limit ? end?.place : undefined,
    };
  }

  /** Tells how each user of a row is affected, slice by slice. */
  eachMet(row: number, hear: HearMet): void {
    const { joined, terms } = this.asked;
    const { audience } = this.gates;
    const hearFailure: HearFailure = (who, partition, at) => {
      const { codes, customers } = joined.partitions[partition];
      const { failures, firstFailed, lastFailed, lastOk } = this.count.tables[partition].failed;
      const [code, customer] = [codes.get(at), customers.get(at)];
      if (terms.counts[code] === 0 || failures[at] < terms.thresholds[code]) return;
      if (customer >= 0 && audience?.passes(code, customer) === false) return;
      const user = joined.joiners.users.get(who);
      hear(user, code, failures[at], firstFailed[at], lastFailed[at], lastOk[at]);
    };
    if (row < this.customers) {
      failuresOfCustomer(joined, this.count, this.customerOf(row), hearFailure);
    } else failuresOfUser(joined, this.count, this.userOf(row), hearFailure);
    for (const call of this.calls.get(row) ?? []) {
      const { user, code, failures, firstFailed, lastFailed, lastOk } = call;
      hear(joined.failedUsers[user], code, failures, firstFailed, lastFailed, lastOk);
    }
  }

  /** Of users who are apart. */
  private get calls(): Map<number, ApartCall[]> {
    if (this.callsByRow) return this.callsByRow;
    const byRow = (this.callsByRow = new Map<number, ApartCall[]>());
    for (const call of this.asked.apart.calls) {
      const row = call.counts ? this.rowOfCall(call) : -1;
      const theirs = byRow.get(row);
      if (theirs) theirs.push(call);
      else byRow.set(row, [call]);
    }
    return byRow;
  }

  /** What the users of a row met, all in all. */
  metOf(row: number): Met {
    const met = new Met(this.asked.joined.codes.list);
    this.eachMet(row, met.hear);
    return met;
  }

  /** Where the users of a row failed, one by one. */
  visitsOf(row: number): AffectedVisit[] {
    const visits: AffectedVisit[] = [];
    const customer = this.customerOf(row);
    const { list } = this.asked.joined.codes;
    this.eachMet(row, (user, code, failures, firstFailed, lastFailed, lastOk) => {
      const state = judge(lastFailed, lastOk, this.now);
      const { slice } = list[code];
      const times = { firstFailed, lastFailed, lastOk };
      visits.push({ user, customer, own: false, below: false, state, slice, failures, ...times });
    });
    return visits;
  }
}

const raise = (into: RowColumns, row: number, firstFailed: number, open: number): void => {
  const before = into.firstFailed[row];
  if (before === 0 || firstFailed < before) into.firstFailed[row] = firstFailed;
  if (open > into.open[row]) into.open[row] = open;
};
