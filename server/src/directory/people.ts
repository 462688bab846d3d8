import type { Customer } from '@rollcall/shared';
import { Customers } from './customers.js';
import { DatedNumbers } from './dated-numbers.js';
import { Interner, IntList } from './numbers.js';
import type { CustomerStatement } from './statement.js';
import { Touches } from './touches.js';

const nobody = -1;
/** The identity of interactions that named nobody: no user, now or ever. */
export const noOne = -2;
/** The directory has said that the user belongs to no customer any more. */
const removed = -2;
/** Signals named several customers for the identity, so none of them can be taken for granted. */
const ambiguous = -2;

/**
 * Who is who: identities → users → customers, as of a time. A user's number is the number of the
 * identity that is their id, so an identity nobody has described is a user of its own.
 *
 * Joined at the read: what is said here after a failure counts as if it had been known before.
 */
export class People {
  readonly customers = new Customers();
  private readonly identities = new Interner();
  /** Identity → user. */
  private readonly users = new IntList(nobody);
  /** Identity → the customer that signals named for it. */
  private readonly ties = new IntList(nobody);
  /** Identity → how many subjects carry it; user → the same over their identities. */
  private readonly identitySubjects = new IntList(0);
  private readonly userSubjects = new IntList(0);
  /** User → their customer, as of a time. */
  private readonly payers = new DatedNumbers(nobody);
  private readonly aliases = new Map<number, Set<number>>();
  private readonly members = new Map<number, Set<number>>();
  /** Rises with everything that is learned of anyone's customer; results worked out on an older one are stale. */
  version = 0;
  /** Rises with everything that the directory says. */
  statements = 0;
  /** Of whom it did, so that what was joined with them can be joined anew. */
  readonly touches = new Touches();
  /** Users of whom another subject was met since the last `forget`, so that their records must be told anew. */
  readonly several: number[] = [];
  /** Times from which a user's customer, or a customer's type or stage, became another. */
  readonly turns: number[] = [];

  /** Number of users and identities: user numbers are below it. */
  get size(): number {
    return this.identities.size;
  }

  /** How many customers, and users of theirs, were stated. */
  get stated(): { customers: number; users: number } {
    let [customers, users] = [0, 0];
    for (const customer of this.customers.all()) {
      customers++;
      users += this.members.get(customer)?.size ?? 0;
    }
    return { customers, users };
  }

  private identity(text: string): number {
    const known = this.identities.find(text);
    if (known >= 0) return known;
    const made = this.identities.intern(text);
    this.users.set(made, made);
    return made;
  }

  /**
   * Takes note of a subject of the log: an identity, and the customer its signals named. Of
   * interactions that named nobody the identity is '', which is `noOne`.
   */
  meet(identityText: string, customerId: string): { identity: number; named: number } {
    if (identityText === '') return { identity: noOne, named: nobody };
    const identity = this.identity(identityText);
    this.identitySubjects.set(identity, this.identitySubjects.get(identity) + 1);
    const user = this.users.get(identity);
    const subjects = this.userSubjects.get(user) + 1;
    this.userSubjects.set(user, subjects);
    if (subjects === 2) this.several.push(user);
    if (customerId === '') return { identity, named: nobody };
    this.version++;
    const named = this.customers.intern(customerId);
    const tie = this.ties.get(identity);
    this.ties.set(identity, tie === nobody || tie === named ? named : ambiguous);
    return { identity, named };
  }

  /** Forgets that a partition's subjects were met; it is read again from the start. */
  forget(identities: Iterable<number>): void {
    this.several.length = 0;
    for (const identity of identities) {
      if (identity < 0) continue;
      this.identitySubjects.set(identity, this.identitySubjects.get(identity) - 1);
      const user = this.users.get(identity);
      this.userSubjects.set(user, this.userSubjects.get(user) - 1);
    }
  }

  /** The user of an identity; −1: none. */
  userOf(identity: number): number {
    return identity < 0 ? nobody : this.users.get(identity);
  }

  /** True when what a user did may lie in several records of one slice. */
  hasSeveralSubjects(user: number): boolean {
    return this.userSubjects.get(user) > 1;
  }

  /** The customer of an interaction at a time; −1 when it is not known. */
  customerAt(identity: number, named: number, time: number): number {
    if (identity < 0) return nobody;
    if (named >= 0 && this.customers.isKnown(named)) return named;
    const user = this.users.get(identity);
    const member = this.payers.at(user, time);
    if (member >= 0) return member;
    if (named >= 0) return named;
    if (member === removed) return nobody;
    const tie = this.ties.get(identity);
    return tie >= 0 ? tie : nobody;
  }

  /**
   * Tells apart the times between which an interaction's customer, its type or its stage may
   * differ; 0 for all who never changed.
   */
  epochAt(identity: number, named: number, time: number): number {
    if (identity < 0) return 0;
    const user = this.users.get(identity);
    const moved = this.payers.epochAt(user, time);
    const customer = this.customerAt(identity, named, time);
    const changed = customer < 0 ? 0 : this.customers.epochAt(customer, time);
    return moved * 2 ** 20 + changed;
  }

  /** Applies what was said of one customer. */
  state(statement: CustomerStatement): void {
    this.version++;
    this.statements++;
    const { id, users, facts, statedAt, validFrom } = statement;
    const customer = this.customers.intern(id);
    this.turns.push(...this.customers.state(customer, facts, statedAt, validFrom));
    this.touches.customer(customer);
    if (!users) return;
    const stated = users.map((user) => this.stateUser(user));
    const before = this.members.get(customer) ?? new Set<number>();
    const after = new Set(stated);
    for (const user of before) {
      if (!after.has(user)) this.move(user, removed, statedAt, validFrom);
    }
    for (const user of after) this.move(user, customer, statedAt, validFrom);
    this.members.set(customer, after);
  }

  private stateUser({ id, aliases }: { id: string; aliases?: string[] | undefined }): number {
    const user = this.identity(id);
    this.assign(user, user);
    if (!aliases) return user;
    const before = this.aliases.get(user) ?? new Set<number>();
    const after = new Set(aliases.map((alias) => this.identity(alias)));
    // whoever becomes someone's alias brings their own aliases along
    for (const alias of [...after]) {
      for (const inherited of this.aliases.get(alias) ?? []) after.add(inherited);
    }
    after.delete(user);
    for (const alias of before) {
      if (!after.has(alias) && this.users.get(alias) === user) this.assign(alias, alias);
    }
    for (const alias of after) this.assign(alias, user);
    this.aliases.set(user, after);
    return user;
  }

  /** Makes an identity one of the user's. */
  private assign(identity: number, user: number): void {
    const before = this.users.get(identity);
    if (before === user) return;
    const subjects = this.identitySubjects.get(identity);
    this.userSubjects.set(before, this.userSubjects.get(before) - subjects);
    this.userSubjects.set(user, this.userSubjects.get(user) + subjects);
    this.aliases.get(before)?.delete(identity);
    this.users.set(identity, user);
    this.touches.user(before);
    this.touches.user(user);
  }

  private move(
    user: number,
    customer: number,
    statedAt: number,
    validFrom: number | undefined,
  ): void {
    const before = this.payers.now(user);
    this.touches.user(user);
    this.turns.push(...this.payers.state(user, customer, statedAt, validFrom));
    if (before >= 0 && this.payers.now(user) !== before) this.members.get(before)?.delete(user);
  }

  /** The identity's number; −1 when it was never seen. */
  findIdentity(text: string): number {
    return this.identities.find(text);
  }

  textOf(identity: number): string {
    return this.identities.texts[identity];
  }

  /** A user's identities, their id first. */
  identitiesOf(user: number): number[] {
    return [user, ...(this.aliases.get(user) ?? [])];
  }

  /** A customer as the directory knows it now; undefined when no one has ever named it. */
  describe(id: string): Customer | undefined {
    const customer = this.customers.find(id);
    if (customer < 0) return undefined;
    const facts = this.customers.now(customer);
    return {
      id,
      name: facts.name ?? null,
      type: facts.type ?? 'unknown',
      stage: facts.stage ?? 'unknown',
      since: facts.since ?? null,
      monthlyRevenue: facts.monthlyRevenue ?? null,
      billedThrough: facts.billedThrough ?? null,
      language: facts.language ?? null,
      region: facts.region ?? null,
      contact: facts.contact ?? null,
      consent: facts.consent ?? null,
      users: [...(this.members.get(customer) ?? [])].map((user) => ({
        id: this.textOf(user),
        aliases: [...(this.aliases.get(user) ?? [])].map((alias) => this.textOf(alias)),
      })),
    };
  }
}
