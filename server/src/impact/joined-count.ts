import { IntList } from '../directory/numbers.js';
import type { People } from '../directory/people.js';
import { Active } from './active.js';
import { Codes } from './codes.js';
import type { ImpactCount } from './impact-count.js';
import type { TallyContext } from './tally-context.js';

/** In place of a user's number: a failure that named nobody, or one of a user told record by record. */
export const nobody = -1;
export const elsewhere = -2;

/** What is joined of a partition. */
interface JoinedPartition {
  /** Records joined so far. */
  records: number;
  /** Record → the link (see `links`) to the same user's record before it; 0: none. */
  before: IntList;
  /** By place in the table's `failed`: code, user (by order of their first failure), customer. */
  codes: IntList;
  users: IntList;
  customers: IntList;
}

/** A record as joined. */
export interface JoinedRecord {
  partition: number;
  record: number;
  user: number;
  /** −1: not known. */
  customer: number;
  code: number;
}

/**
 * An incident's records joined with the directory, kept from question to question, so that a tally
 * visits only failures.
 *
 * Most users have one subject: each of their records lies in another slice and belongs to one
 * customer, whom nothing but a statement of the directory can change (a tie of signals to a customer
 * needs a second subject). Those are joined once: who was there is listed by code, what failed is in
 * columns. Users with several subjects, or whose customer changed within the window, are `apart`:
 * told record by record at each tally.
 *
 * Everything is joined anew when the directory says something. What is counted needs no second look:
 * all that a record holds lies in one epoch of its subject (see `ImpactCount`), so it stays with the
 * customer, type and stage it was joined with, even if it turns out to have begun earlier.
 */
export class JoinedCount {
  codes!: Codes;
  people!: People;
  partitions!: JoinedPartition[];
  /** Who was there, by code; without those who are apart. */
  active!: Active;
  /** Users who failed, in the order of their first failure: their number in the directory. */
  failedUsers!: number[];
  /** User → number among those who were there, + 1. All else is kept by that number. */
  private numbers!: IntList;
  /** → place in `failedUsers`. */
  private places!: IntList;
  /** → the link to their last record (see `links`). */
  private lastOf!: IntList;
  readonly apart = new Set<number>();
  private statements = -1;
  /** How much of `people.several` is known. */
  private several = 0;

  constructor(private readonly count: ImpactCount) {}

  private reset({ people, slice }: TallyContext): void {
    this.people = people;
    this.statements = people.statements;
    this.several = people.several.length;
    this.codes = new Codes(slice);
    this.partitions = this.count.tables.map(() => ({
      records: 0,
      before: new IntList(0),
      codes: new IntList(0),
      users: new IntList(nobody),
      customers: new IntList(-1),
    }));
    this.active = new Active();
    this.failedUsers = [];
    this.numbers = new IntList(0);
    this.places = new IntList(-1);
    this.lastOf = new IntList(0);
    this.apart.clear();
  }

  /** Joins what was counted and learned since the last time. */
  sync(context: TallyContext): void {
    const { several } = context.people;
    if (!this.holds(context)) this.reset(context);
    for (; this.several < several.length; this.several++) this.setApart(several[this.several]);
    this.count.tables.forEach((table, p) => {
      const joined = this.partitions[p];
      for (; joined.records < table.size; joined.records++) this.join(p, joined.records, context);
      for (let at = joined.codes.length; at < table.failed.size; at++)
        this.joinFailure(p, at, context);
    });
  }

  private holds({ people }: TallyContext): boolean {
    return (
      people === (this.people as People | undefined) &&
      people.statements === this.statements &&
      people.several.length >= this.several
    );
  }

  /** Who a record is of, as the directory has it now. */
  private recordAt(p: number, record: number, context: TallyContext): JoinedRecord {
    const { people } = context;
    const table = this.count.tables[p];
    const subject = this.count.subjectOf(p, table.subject[record]);
    const identity = context.identity(p, subject);
    const at = table.firstSeen[record];
    const customer = people.customerAt(identity, context.named(p, subject), at);
    const code = this.codes.of(p, table.slice[record], people, customer, at);
    return { partition: p, record, user: people.userOf(identity), customer, code };
  }

  private join(p: number, record: number, context: TallyContext): void {
    const { user, customer, code } = this.recordAt(p, record, context);
    const { before } = this.partitions[p];
    if (user < 0) return;
    let who = this.numbers.get(user) - 1;
    if (who < 0) this.numbers.set(user, (who = this.lastOf.push(0)) + 1);
    before.set(record, this.lastOf.get(who));
    this.lastOf.set(who, record * this.partitions.length + p + 1);
    if (this.apart.has(user)) return;
    const row = this.count.tables[p].subject[record];
    if (this.people.hasSeveralSubjects(user) || this.count.isSplit(p, row)) {
      this.setApart(user);
      return;
    }
    this.active.add(code, who, customer);
  }

  private joinFailure(p: number, at: number, context: TallyContext): void {
    const { codes, users, customers } = this.partitions[p];
    const { user, customer, code } = this.recordAt(
      p,
      this.count.tables[p].failed.record[at],
      context,
    );
    codes.push(code);
    customers.push(customer);
    if (user < 0) {
      users.push(nobody);
      return;
    }
    const who = this.numbers.get(user) - 1;
    let place = this.places.get(who);
    if (place < 0) this.places.set(who, (place = this.failedUsers.push(user) - 1));
    users.push(this.apart.has(user) ? elsewhere : place);
  }

  /**
   * Takes a user out of what is joined once and for all. Their customers stay where they are: until
   * now their records could have no other, and from now on they are asked anew.
   */
  private setApart(user: number): void {
    const who = this.numbers.get(user) - 1;
    if (who < 0 || this.apart.has(user)) return;
    this.apart.add(user);
    this.active.remove(who);
    for (const { partition, record } of this.links(user)) {
      const at = this.count.tables[partition].failedAt[record] - 1;
      const { users } = this.partitions[partition];
      if (at >= 0 && at < users.length) users.set(at, elsewhere);
    }
  }

  private *links(user: number): Generator<{ partition: number; record: number }> {
    const { length } = this.partitions;
    for (let link = this.lastOf.get(this.numbers.get(user) - 1); link !== 0;) {
      const [partition, record] = [(link - 1) % length, Math.floor((link - 1) / length)];
      yield { partition, record };
      link = this.partitions[partition].before.get(record);
    }
  }

  /** A partition's failures as joined, as plain arrays by place in the table's `failed`. */
  columns(p: number): { codes: Int32Array; users: Int32Array; customers: Int32Array } {
    const { codes, users, customers } = this.partitions[p];
    return { codes: codes.all, users: users.all, customers: customers.all };
  }

  /** All records of a user. */
  recordsOf(user: number, context: TallyContext): JoinedRecord[] {
    return [...this.links(user)].map(({ partition, record }) =>
      this.recordAt(partition, record, context),
    );
  }

  /** Place of a user among `failedUsers`; −1: never failed. */
  placeOf(user: number): number {
    return this.places.get(this.numbers.get(user) - 1);
  }
}

const joins = new WeakMap<ImpactCount, JoinedCount>();

/** A count's join with the directory, as of now. */
export const joinedOf = (count: ImpactCount, context: TallyContext): JoinedCount => {
  let joined = joins.get(count);
  if (!joined) joins.set(count, (joined = new JoinedCount(count)));
  joined.sync(context);
  return joined;
};
