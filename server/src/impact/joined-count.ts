import { IntList } from '../directory/numbers.js';
import type { People } from '../directory/people.js';
import { Active, type Picks } from './active.js';
import { Codes } from './codes.js';
import { FailedCustomers } from './failed-customers.js';
import type { ImpactCount } from './impact-count.js';
import { Joiners } from './joiners.js';
import { Masks } from './masks.js';
import { Moved } from './moved.js';
import type { TallyContext } from './tally-context.js';

/** In place of a user's place: a failure that named nobody, or one of a user told record by record. */
export const nobody = -1;
export const elsewhere = -2;

/** Everything is joined anew when more of those that were joined than this share have to be. */
const mostTouched = 0.3;
/** The same for those that were joined in vain, because they were joined again. */
const mostDead = 0.5;
const fewDead = 10_000;

/** What is joined of a partition. */
interface JoinedPartition {
  /** Records joined so far. */
  records: number;
  /** Record → the link (see `links`) to the same user's record before it; 0: none. */
  before: IntList;
  /** By place in the table's `failed`: code, place of the user, place of the customer. */
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
  /** The customer that its signals named; −1: none. */
  named: number;
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
 * Of whom the directory says something, their records are joined anew, and of customers all users
 * whose records were theirs. What is counted needs no second look: all that a record holds lies in
 * one epoch of its subject (see `ImpactCount`), so it stays with the customer, type and stage it was
 * joined with, even if it turns out to have begun earlier.
 */
export class JoinedCount {
  codes!: Codes;
  people!: People;
  partitions!: JoinedPartition[];
  /** Who was there, by code; without those who are apart. */
  active!: Active;
  /** Users and customers by place: in the order of their first failure. */
  failedUsers!: number[];
  failedCustomers!: FailedCustomers;
  readonly apart = new Set<number>();
  /** All that is kept of a user is by their number among those who joined. */
  joiners!: Joiners;
  /** Whose failures were joined anew, or set apart. */
  moved!: Moved;
  private masks!: Masks;
  /** How much of the directory's touches, and of `people.several`, is known. */
  private touches = 0;
  private several = 0;

  constructor(private readonly count: ImpactCount) {}

  private reset({ people, slice }: TallyContext): void {
    this.people = people;
    this.touches = people.touches.position;
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
    this.failedCustomers = new FailedCustomers(people.customers);
    this.joiners = new Joiners();
    this.moved = new Moved();
    this.masks = new Masks();
    this.apart.clear();
  }

  /** Joins what was counted and learned since the last time. */
  sync(context: TallyContext): void {
    if (!this.learn(context)) this.reset(context);
    const { several } = context.people;
    for (; this.several < several.length; this.several++) this.setApart(several[this.several]);
    this.count.tables.forEach((table, p) => {
      const joined = this.partitions[p];
      for (; joined.records < table.size; joined.records++) {
        this.join(this.recordAt(p, joined.records, context));
      }
      for (let at = joined.codes.length; at < table.failed.size; at++) {
        this.joinFailure(p, at, context);
      }
    });
  }

  /** Joins those anew of whom the directory spoke; false: all have to be. */
  private learn(context: TallyContext): boolean {
    const { people } = context;
    if (people !== (this.people as People | undefined)) return false;
    if (people.several.length < this.several) return false;
    const { position } = people.touches;
    if (position === this.touches) return true;
    const touched = people.touches.since(this.touches);
    if (!touched) return false;
    this.touches = position;
    for (const customer of touched.customers) this.failedCustomers.refresh(customer);
    const users = this.joiners.of(touched);
    const { size, dead } = this.joiners;
    if (users.size > mostTouched * size && users.size > fewDead) return false;
    if (dead > mostDead * size && dead > fewDead) return false;
    if (users.size > 0) this.rejoin(users, context);
    return true;
  }

  private rejoin(users: ReadonlySet<number>, context: TallyContext): void {
    const places = new Map<number, number>();
    const found: { partition: number; record: number }[] = [];
    for (const user of users) {
      const who = this.joiners.find(user);
      found.push(...this.links(who));
      places.set(user, this.joiners.places.get(who));
      if (!this.apart.delete(user)) this.active.remove(who);
      this.joiners.leave(user);
    }
    for (const { partition, record } of found) {
      this.join(this.recordAt(partition, record, context));
    }
    for (const [user, place] of places) {
      const who = this.joiners.find(user);
      if (who >= 0) this.joiners.places.set(who, place);
    }
    for (const { partition, record } of found) {
      const at = this.count.tables[partition].failedAt[record] - 1;
      if (at >= 0 && at < this.partitions[partition].codes.length) {
        this.joinFailure(partition, at, context);
      }
    }
  }

  /** Who a record is of, as the directory has it now. */
  private recordAt(p: number, record: number, context: TallyContext): JoinedRecord {
    const { people } = context;
    const table = this.count.tables[p];
    const subject = this.count.subjectOf(p, table.subject[record]);
    const identity = context.identity(p, subject);
    const named = context.named(p, subject);
    const at = table.firstSeen[record];
    const customer = people.customerAt(identity, named, at);
    const code = this.codes.of(p, table.slice[record], people, customer, at);
    return { partition: p, record, user: people.userOf(identity), customer, named, code };
  }

  private join(found: JoinedRecord): void {
    const { partition: p, record, user, customer, named, code } = found;
    if (user < 0) return;
    let who = this.joiners.find(user);
    const known = who >= 0;
    if (!known) who = this.joiners.enter(user, customer);
    const { last } = this.joiners;
    this.partitions[p].before.set(record, last.get(who));
    last.set(who, record * this.partitions.length + p + 1);
    // once the directory knows who was named, it is theirs
    if (named >= 0 && customer !== named) this.joiners.awaits(named, user);
    if (this.apart.has(user)) return;
    const row = this.count.tables[p].subject[record];
    const moved = known && this.joiners.customers.get(who) !== customer;
    if (this.people.hasSeveralSubjects(user) || this.count.isSplit(p, row) || moved) {
      this.setApart(user);
      return;
    }
    this.active.add(code, who, customer);
  }

  private joinFailure(p: number, at: number, context: TallyContext): void {
    const { codes, users, customers } = this.partitions[p];
    const { record } = this.count.tables[p].failed;
    const { user, customer, code } = this.recordAt(p, record[at], context);
    const again = at < codes.length;
    if (again) this.moved.mark(users.get(at), customers.get(at));
    codes.set(at, code);
    customers.set(at, this.failedCustomers.placeOf(customer));
    const place = this.failedPlaceOf(user);
    users.set(at, this.apart.has(user) ? elsewhere : place);
    if (again) this.moved.mark(users.get(at), customers.get(at));
  }

  /** Place of a user of whom something failed, made if there is none. */
  private failedPlaceOf(user: number): number {
    if (user < 0) return nobody;
    const { places } = this.joiners;
    const who = this.joiners.find(user);
    const known = places.get(who);
    if (known >= 0) return known;
    const place = this.failedUsers.push(user) - 1;
    places.set(who, place);
    return place;
  }

  /** Takes a user out of what is joined once: from now on their records are told one by one. */
  private setApart(user: number): void {
    const who = this.joiners.find(user);
    if (who < 0 || this.apart.has(user)) return;
    this.apart.add(user);
    this.active.remove(who);
    for (const { partition, record } of this.links(who)) {
      const at = this.count.tables[partition].failedAt[record] - 1;
      const { users, customers } = this.partitions[partition];
      if (at < 0 || at >= users.length) continue;
      this.moved.mark(users.get(at), customers.get(at));
      users.set(at, elsewhere);
    }
  }

  private *links(who: number): Generator<{ partition: number; record: number }> {
    const { length } = this.partitions;
    for (let link = this.joiners.last.get(who); link !== 0;) {
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

  /** Which customers of whom something failed a question picks, by place; good until the next sync. */
  maskOf(question: string, picks: Picks): Uint8Array {
    return this.masks.of(question, picks, this.failedCustomers.list, this.people.statements);
  }

  /** Everyone who was there, by their number in `active`. */
  eachJoiner(tell: (who: number, user: number, customer: number) => void): void {
    const { users, customers } = this.joiners;
    const [user, customer] = [users.all, customers.all];
    for (let who = 0; who < user.length; who++) tell(who, user[who], customer[who]);
  }

  /** All records of a user. */
  recordsOf(user: number, context: TallyContext): JoinedRecord[] {
    return [...this.links(this.joiners.find(user))].map(({ partition, record }) =>
      this.recordAt(partition, record, context),
    );
  }

  /** Place of a user among `failedUsers`; −1: never failed. */
  placeOf(user: number): number {
    return this.joiners.places.get(this.joiners.find(user));
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
