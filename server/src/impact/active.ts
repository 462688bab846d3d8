import { IntList } from '../directory/numbers.js';

/** Questions whose answers are kept. */
const mostKept = 16;

/** A set of small numbers: one bit each. */
class Bits {
  private words = new Uint32Array(32);
  size = 0;

  has(number: number): boolean {
    return ((this.words[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }

  add(number: number): void {
    const place = number >>> 5;
    if (place >= this.words.length) {
      const larger = new Uint32Array(Math.max(place + 1, this.words.length * 2));
      larger.set(this.words);
      this.words = larger;
    }
    const bit = 1 << (number & 31);
    if ((this.words[place] & bit) !== 0) return;
    this.words[place] |= bit;
    this.size++;
  }

  delete(number: number): void {
    if (!this.has(number)) return;
    this.words[number >>> 5] &= ~(1 << (number & 31));
    this.size--;
  }
}

/** Who has any of the codes of a question, and how much of each code has been read for it. */
interface Kept {
  users: Bits;
  customers: Bits;
  read: IntList;
}

/**
 * Who was there, by code: users and their customers, in the order in which they came. How many had any
 * of some codes is read once, and from then on only whoever came since.
 *
 * Size: 8 bytes an entry; two bits for each user and customer and each question kept.
 */
export class Active {
  private readonly byCode: { users: IntList; customers: IntList }[] = [];
  private readonly removed = new Bits();
  private readonly kept = new Map<string, Kept>();

  /** @param customer −1: not known */
  add(code: number, user: number, customer: number): void {
    const { users, customers } = (this.byCode[code] ??= {
      users: new IntList(-1, 8),
      customers: new IntList(-1, 8),
    });
    users.push(user);
    customers.push(customer);
  }

  /** Forgets a user; their customers stay. */
  remove(user: number): void {
    this.removed.add(user);
    for (const { users } of this.kept.values()) users.delete(user);
  }

  /**
   * Who has any of the wanted codes (not 0); not to be changed.
   * @param question names what is wanted: of a code that it wanted once it always wants
   */
  having(question: string, wanted: Uint8Array): Readonly<Pick<Kept, 'users' | 'customers'>> {
    const kept = this.kept.get(question) ?? {
      users: new Bits(),
      customers: new Bits(),
      read: new IntList(0, 64),
    };
    // the last one asked is the last to go
    this.kept.delete(question);
    this.kept.set(question, kept);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value ?? '');
    this.byCode.forEach((entries, code) => {
      if (wanted[code] !== 0) this.read(entries, kept, code);
    });
    return kept;
  }

  private read(entries: { users: IntList; customers: IntList }, kept: Kept, code: number): void {
    const [users, customers] = [entries.users.all, entries.customers.all];
    for (let i = kept.read.get(code); i < users.length; i++) {
      if (!this.removed.has(users[i])) kept.users.add(users[i]);
      if (customers[i] >= 0) kept.customers.add(customers[i]);
    }
    kept.read.set(code, users.length);
  }
}
