import type { Affected } from '@rollcall/shared';
import { Buffers } from './buffers.js';

/** Counts of one kind of party, without the peak, which only publishing knows. */
export type Counted = Omit<Affected, 'peak'>;

/** Users or customers by place: the gravest state of each, counted as they are called. */
class Parties {
  readonly states: Uint8Array;
  private readonly own: Uint8Array;
  private readonly byState = [0, 0, 0, 0];
  /** Our own people among the affected. */
  internal = 0;
  /** How many were there, affected or not. */
  active = 0;

  constructor(size: number, buffers: Buffers) {
    this.states = buffers.uint8(size);
    this.own = buffers.uint8(size);
  }

  raise(party: number, state: number): void {
    const before = this.states[party];
    if (state <= before) return;
    this.states[party] = state;
    this.byState[before]--;
    this.byState[state]++;
  }

  ownIsAffected(party: number): void {
    if (party < 0 || this.own[party] === 1) return;
    this.own[party] = 1;
    this.internal++;
  }

  counts(): Counted {
    const [, recovered, unseen, failing] = this.byState;
    return { ever: recovered + unseen + failing, failing, unseen, recovered, of: this.active };
  }
}

/** The roll of one tally: every user and customer is on it once, however often they failed. */
export class Roll {
  readonly users: Parties;
  readonly customers: Parties;
  /** User → 1: they are affected, and somebody who pays for it is known. */
  private readonly identified: Uint8Array;
  private identifiedUsers = 0;
  /** Failed interactions, and those among them whose customer is known. */
  private failures = 0;
  private known = 0;
  /** Failed interactions that named nobody. */
  nameless = 0;

  /**
   * @param users how many have failed at all: they are called by their place among those, and so are
   * @param customers
   */
  constructor(users: number, customers: number, buffers = new Buffers()) {
    this.users = new Parties(users, buffers);
    this.customers = new Parties(customers, buffers);
    this.identified = buffers.uint8(users);
  }

  /** Somebody's failures; `customer` −1: not known. */
  failed(customer: number, failures: number): void {
    this.failures += failures;
    if (customer >= 0) this.known += failures;
  }

  /** Failures of whom nobody can say: they lower the coverage, and make no user. */
  anonymous(failures: number): void {
    this.failures += failures;
    this.nameless += failures;
  }

  /**
   * Someone is affected.
   * @param counts false: so few of their customer's users are that it is not
   */
  affected(user: number, customer: number, state: number, counts: boolean): void {
    this.users.raise(user, state);
    if (customer < 0) return;
    if (this.identified[user] === 0) this.identifiedUsers++;
    this.identified[user] = 1;
    if (counts) this.customers.raise(customer, state);
  }

  /** One of our own people is affected. */
  own(user: number, customer: number): void {
    this.users.ownIsAffected(user);
    this.customers.ownIsAffected(customer);
  }

  get internal(): { users: number; customers: number } {
    return { users: this.users.internal, customers: this.customers.internal };
  }

  /** Affected users whose customer is not known. */
  get unidentified(): number {
    return this.users.counts().ever - this.identifiedUsers;
  }

  /** Share of the failed interactions whose customer is known; null while nothing failed. */
  get coverage(): number | null {
    return this.failures === 0 ? null : this.known / this.failures;
  }
}
