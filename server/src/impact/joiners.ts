import { IntList } from '../directory/numbers.js';

const none = -1;

/**
 * The users who were there, numbered as they came; who is joined anew gets another number, and the old
 * one is dead. IntLists of what is kept of each are by that number.
 *
 * Size: 20 bytes a number, and 4 for each user and each customer the directory knows.
 */
export class Joiners {
  /** User → number + 1; 0: none. */
  private readonly numbers = new IntList(0);
  readonly users = new IntList(none);
  readonly customers = new IntList(none);
  /** Numbers of one customer, as a list: customer → the last + 1, number → the one before + 1. */
  private readonly lastOf = new IntList(0);
  private readonly before = new IntList(0);
  /** → place among those who failed; −1: none. */
  readonly places = new IntList(none);
  /** → link to their last record. */
  readonly last = new IntList(0);
  /** Customer that was named, and is not the one who paid → who named it. */
  private readonly waiting = new Map<number, Set<number>>();
  /** Numbers that are nobody's any more. */
  dead = 0;

  /** Numbers given, the dead ones too. */
  get size(): number {
    return this.users.length;
  }

  find(user: number): number {
    return this.numbers.get(user) - 1;
  }

  enter(user: number, customer: number): number {
    const number = this.users.push(user);
    this.numbers.set(user, number + 1);
    this.customers.push(customer);
    this.places.push(none);
    this.last.push(0);
    this.before.push(customer < 0 ? 0 : this.lastOf.get(customer));
    if (customer >= 0) this.lastOf.set(customer, number + 1);
    return number;
  }

  leave(user: number): void {
    this.numbers.set(user, 0);
    this.dead++;
  }

  /** A user names a customer who does not pay for them, for now. */
  awaits(customer: number, user: number): void {
    const users = this.waiting.get(customer) ?? new Set<number>();
    this.waiting.set(customer, users.add(user));
  }

  /** Tells of the users who joined as a customer's, and their numbers. */
  eachOf(customer: number, tell: (user: number, number: number) => void): void {
    for (let at = this.lastOf.get(customer) - 1; at >= 0; at = this.before.get(at) - 1) {
      const user = this.users.get(at);
      if (this.find(user) === at) tell(user, at);
    }
  }

  /** Those among the users, and the users of the customers, who were there. */
  of(touched: { users: ReadonlySet<number>; customers: ReadonlySet<number> }): Set<number> {
    const found = new Set<number>();
    for (const user of touched.users) if (this.find(user) >= 0) found.add(user);
    for (const customer of touched.customers) {
      this.eachOf(customer, (user) => found.add(user));
      for (const user of this.waiting.get(customer) ?? []) {
        if (this.find(user) >= 0) found.add(user);
      }
    }
    return found;
  }
}
