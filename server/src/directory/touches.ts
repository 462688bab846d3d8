/** Touches kept at the most before the older half goes. 8 bytes each. */
const most = 2 ** 20;

/**
 * Whom the directory spoke of, in the order in which it did: for those who keep something joined with
 * it, and would not join all of it anew at each word.
 */
export class Touches {
  private list: number[] = [];
  /** Touches before the list's first. */
  private gone = 0;

  /** How many there were so far. */
  get position(): number {
    return this.gone + this.list.length;
  }

  user(user: number): void {
    this.add(user * 2);
  }

  customer(customer: number): void {
    this.add(customer * 2 + 1);
  }

  private add(touch: number): void {
    if (this.list.at(-1) === touch) return;
    this.list.push(touch);
    if (this.list.length < most) return;
    this.gone += most / 2;
    this.list = this.list.slice(most / 2);
  }

  /** Whom it spoke of since a position, each once; undefined where that is not known any more. */
  since(position: number): { users: Set<number>; customers: Set<number> } | undefined {
    if (position < this.gone) return undefined;
    const [users, customers] = [new Set<number>(), new Set<number>()];
    for (let i = position - this.gone; i < this.list.length; i++) {
      const touch = this.list[i];
      if (touch % 2 === 0) users.add(touch / 2);
      else customers.add((touch - 1) / 2);
    }
    return { users, customers };
  }
}
