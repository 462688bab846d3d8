import { IntList } from '../directory/numbers.js';
import { Bits, Counts } from './bits.js';

/** Questions whose answers are kept. */
const mostKept = 16;

/** Whether a customer (−1: not known) is asked for. */
export type Picks = (customer: number) => boolean;

/** Who has any of the codes of a question, and how much of each code has been read for it. */
interface Kept {
  users: Bits;
  /** How many of the users each customer has. */
  customers: Counts;
  read: IntList;
}

/**
 * Who was there, by code, in the order in which they came; each with their one customer. How many had
 * any of some codes is read once, and from then on only whoever came since.
 *
 * Size: 4 bytes an entry and a user; for each question kept a bit a user, and 4 bytes a customer.
 */
export class Active {
  private readonly byCode: IntList[] = [];
  private readonly customerOf = new IntList(-1);
  private readonly removed = new Bits();
  private readonly kept = new Map<string, Kept>();

  /** @param customer the same for all that a user has; −1: not known */
  add(code: number, user: number, customer: number): void {
    this.customerOf.set(user, customer);
    (this.byCode[code] ??= new IntList(-1, 8)).push(user);
  }

  /** Forgets a user, for good. */
  remove(user: number): void {
    if (!this.removed.add(user)) return;
    const customer = this.customerOf.get(user);
    for (const { users, customers } of this.kept.values()) {
      if (users.delete(user) && customer >= 0) customers.subtract(customer);
    }
  }

  /**
   * Who has any of the wanted codes (not 0) and a customer that is picked; not to be changed.
   * @param question names what is wanted: of a code or customer that it wanted once it always wants
   */
  having(
    question: string,
    wanted: Uint8Array,
    picks?: Picks,
  ): Readonly<Pick<Kept, 'users' | 'customers'>> {
    const kept = this.kept.get(question) ?? {
      users: new Bits(),
      customers: new Counts(),
      read: new IntList(0, 64),
    };
    // the last one asked is the last to go
    this.kept.delete(question);
    this.kept.set(question, kept);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value ?? '');
    this.byCode.forEach((users, code) => {
      if (wanted[code] !== 0) this.read(users.all, kept, code, picks);
    });
    return kept;
  }

  /** The same as `having`, read anew, and nothing kept of it: for questions that nobody asks again. */
  once(wanted: Uint8Array, picks?: Picks): { users: Bits; customers: Bits } {
    const customerOf = this.customerOf.all;
    const [users, customers] = [new Bits(), new Bits()];
    const anyRemoved = this.removed.size > 0;
    this.byCode.forEach((list, code) => {
      if (wanted[code] === 0) return;
      const all = list.all;
      for (let i = 0; i < all.length; i++) {
        const user = all[i];
        if (anyRemoved && this.removed.has(user)) continue;
        if (picks && !picks(customerOf[user])) continue;
        if (users.add(user) && customerOf[user] >= 0) customers.add(customerOf[user]);
      }
    });
    return { users, customers };
  }

  private read(users: Int32Array, kept: Kept, code: number, picks: Picks | undefined): void {
    const customerOf = this.customerOf.all;
    for (let i = kept.read.get(code); i < users.length; i++) {
      const user = users[i];
      const customer = customerOf[user];
      if (this.removed.has(user) || picks?.(customer) === false) continue;
      if (kept.users.add(user) && customer >= 0) kept.customers.add(customer);
    }
    kept.read.set(code, users.length);
  }
}
