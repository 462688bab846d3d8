import type { ImpactFilter, ImpactTotal } from '@rollcall/shared';
import { internalType } from '../directory/customers.js';
import { Bits } from './bits.js';
import { FailedCustomers } from './failed-customers.js';
import type { ImpactCount } from './impact-count.js';
import { recovered, unaffected } from './judge.js';
import { sumRevenue } from './revenue.js';
import type { TallyContext } from './tally-context.js';
import { Tallying, type Tally } from './tally.js';

type Counts = Pick<
  ImpactTotal,
  'users' | 'customers' | 'unidentified' | 'revenue' | 'internal' | 'coverage'
>;

/** Users or customers by number, over several incidents. */
class Union {
  /** The gravest state of each, in any of the incidents. */
  readonly states: Uint8Array;
  readonly active = new Bits();
  readonly own = new Bits();

  constructor(size: number) {
    this.states = new Uint8Array(size);
  }

  raise(party: number, state: number): void {
    if (state > this.states[party]) this.states[party] = state;
  }

  counts(): Tally['users'] {
    const byState = [0, 0, 0, 0];
    for (const state of this.states) byState[state]++;
    const [, well, unseen, failing] = byState;
    return {
      ever: well + unseen + failing,
      failing,
      unseen,
      recovered: well,
      of: this.active.size,
    };
  }
}

/**
 * Several incidents as one: who is affected by any of them, once, in the gravest of their states. The
 * same failure may lie in the scope of two incidents; people are counted, not failures.
 */
export const together = (
  counts: readonly ImpactCount[],
  filter: ImpactFilter,
  context: TallyContext,
): Counts => {
  const { people } = context;
  const users = new Union(people.size);
  const customers = new Union(people.customers.size);
  const identified = new Bits();
  const coverages: number[] = [];
  for (const count of counts) {
    const tallying = new Tallying(count, filter, context);
    const { codes, failedUsers, failedCustomers } = tallying.joined;
    const { coverage } = tallying.run((userPlace, customerPlace, code, state, kind) => {
      const user = failedUsers[userPlace];
      const customer = customerPlace < 0 ? customerPlace : failedCustomers.list[customerPlace];
      if (codes.list[code].type === internalType && tallying.gates.withOwn) {
        users.own.add(user);
        customers.own.add(customer);
      }
      if (kind === 'own') return;
      users.raise(user, state);
      if (customer < 0) return;
      identified.add(user);
      if (kind === 'counts') customers.raise(customer, state);
    });
    if (coverage !== null) coverages.push(coverage);
    tallying.eachActive((user, customer) => {
      users.active.add(user);
      if (customer >= 0) customers.active.add(customer);
    });
  }
  const failed = new FailedCustomers(people.customers);
  customers.states.forEach((state, customer) => {
    if (state !== unaffected) failed.placeOf(customer);
  });
  let unidentified = 0;
  users.states.forEach((state, user) => {
    if (state >= recovered && !identified.has(user)) unidentified++;
  });
  return {
    users: users.counts(),
    customers: customers.counts(),
    unidentified,
    revenue: sumRevenue(failed, new Uint8Array(failed.size).fill(1)),
    internal: { users: users.own.size, customers: customers.own.size },
    coverage: coverages.length > 0 ? Math.min(...coverages) : null,
  };
};
