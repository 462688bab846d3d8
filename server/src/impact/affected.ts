import type { AffectedCustomer } from '@rollcall/shared';
import { stageNames, typeNames } from '../directory/customers.js';
import type { SliceName } from '../slices/slice.js';
import { compareRows } from './affected-page.js';
import { stateNames } from './judge.js';
import type { TallyContext } from './tally-context.js';
import type { AffectedVisit } from './tally.js';

/** A row in the making: a customer, or a user without one. */
interface Gathered {
  user: number;
  customer: number;
  users: Set<number>;
  slices: Map<string, SliceName>;
  state: number;
  failures: number;
  firstFailed: number;
  lastFailed: number;
  lastOk: number;
}

/** Gathers what a tally visits into the list of the affected. */
export class AffectedList {
  private readonly rows = new Map<string, Gathered>();

  add(visit: AffectedVisit): void {
    const { user, customer, slice, own } = visit;
    // our own people are in none of the lists they are not asked for in
    if (own) return;
    const key = customer >= 0 ? `c${customer}` : `u${user}`;
    let row = this.rows.get(key);
    if (!row) {
      row = {
        ...visit,
        users: new Set(),
        slices: new Map(),
        failures: 0,
      };
      this.rows.set(key, row);
    }
    row.users.add(user);
    row.slices.set(JSON.stringify([slice.service, slice.region, slice.channel]), slice);
    row.state = Math.max(row.state, visit.state);
    row.failures += visit.failures;
    row.firstFailed = Math.min(row.firstFailed, visit.firstFailed);
    row.lastFailed = Math.max(row.lastFailed, visit.lastFailed);
    row.lastOk = Math.max(row.lastOk, visit.lastOk);
  }

  /** The rows in the order of `compareRows`: customers, and users of whom no customer is known. */
  sorted(context: TallyContext): AffectedCustomer[] {
    const rows = [...this.rows.values()];
    const paidFor = new Set(
      rows.flatMap(({ customer, users }) => (customer >= 0 ? [...users] : [])),
    );
    return rows
      .filter(({ customer, user }) => customer >= 0 || !paidFor.has(user))
      .map((row) => described(row, context))
      .sort(compareRows);
  }
}

const described = (row: Gathered, { people, now }: TallyContext): AffectedCustomer => {
  const { customers } = people;
  const known = row.customer >= 0;
  const facts = known ? customers.now(row.customer) : {};
  return {
    customer: known ? customers.id(row.customer) : null,
    user: known ? null : people.textOf(row.user),
    name: facts.name ?? null,
    type: known ? typeNames[customers.typeAt(row.customer, now)] : 'unknown',
    stage: known ? stageNames[customers.stageAt(row.customer, now)] : 'unknown',
    state: stateNames[row.state] ?? 'recovered',
    users: row.users.size,
    firstFailed: row.firstFailed,
    lastFailed: row.lastFailed,
    lastOk: row.lastOk === 0 ? null : row.lastOk,
    failures: row.failures,
    monthlyRevenue: facts.monthlyRevenue ?? null,
    slices: [...row.slices.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, slice]) => slice),
  };
};
