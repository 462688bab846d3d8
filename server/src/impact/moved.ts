import { IntList } from '../directory/numbers.js';

/**
 * The customers and users, by place among those who failed, whose failures were joined anew: in turns,
 * as `FailureColumns` has them.
 *
 * Size: 4 bytes each.
 */
export class Moved {
  private turn = 1;
  readonly customers = new IntList(0);
  readonly users = new IntList(0);
  /** How often any was. */
  times = 0;

  /** @param user and @param customer below 0: nobody */
  mark(user: number, customer: number): void {
    this.times++;
    if (customer >= 0) this.customers.set(customer, this.turn);
    else if (user >= 0) this.users.set(user, this.turn);
  }

  /** Begins another turn, and returns it. */
  nextTurn(): number {
    return ++this.turn;
  }
}
