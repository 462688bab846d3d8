import type { AffectedCustomer, AffectedState } from '@rollcall/shared';
import { stageNames, typeNames } from '../directory/customers.js';
import type { SliceName } from '../fold/index-entry.js';
import { filterHas, type FilterLists } from '../incidents/scope.js';
import type { ImpactCount } from './impact-count.js';
import { stateNames, type TallyContext } from './tally.js';

/** One affected (user, customer) pair, as a tally has visited it. */
export interface AffectedPair {
  user: number;
  customer: number;
  state: number;
}

/** Whose records a row of the list gathers: a customer, or a user without one. */
const keyOf = (user: number, customer: number): string =>
  customer >= 0 ? `c${customer}` : `u${user}`;

interface Gathered {
  row: AffectedCustomer;
  users: Set<number>;
  state: number;
  slices: Set<SliceName>;
}

/**
 * The affected as rows, with what they met. Sorted by state (failing first), then by how long they
 * have waited (first failure first), then by name, so that pages are stable.
 */
export const affectedRows = (
  count: ImpactCount,
  lists: FilterLists,
  context: TallyContext,
  pairs: AffectedPair[],
): AffectedCustomer[] => {
  const { people } = context;
  const gathered = new Map<string, Gathered>();
  for (const { user, customer, state } of pairs) {
    const key = keyOf(user, customer);
    let found = gathered.get(key);
    if (!found) {
      found = {
        row: emptyRow(user, customer, context),
        users: new Set(),
        state: 0,
        slices: new Set(),
      };
      gathered.set(key, found);
    }
    found.users.add(user);
    found.state = Math.max(found.state, state);
  }
  count.tables.forEach((table, partition) => {
    for (let r = 0; r < table.size; r++) {
      const slice = context.slice(partition, table.slice[r]);
      if (!filterHas(lists, slice)) continue;
      const subject = count.subjectOf(partition, table.subject[r]);
      const { identity, named } = context.subject(partition, subject);
      const user = people.userOf(identity);
      const customer = people.customerAt(identity, named, table.firstSeen[r]);
      const found = gathered.get(keyOf(user, customer));
      if (!found?.users.has(user)) continue;
      const { row } = found;
      row.lastOk = Math.max(row.lastOk ?? 0, table.lastOk[r]) || null;
      if (table.failures[r] === 0) continue;
      row.failures += table.failures[r];
      row.firstFailed = Math.min(row.firstFailed, table.firstFailed[r]);
      row.lastFailed = Math.max(row.lastFailed, table.lastFailed[r]);
      found.slices.add(slice);
    }
  });
  const rows = [...gathered.values()].map(({ row, users, state, slices }) => ({
    ...row,
    users: users.size,
    state: stateNames[state] as AffectedState,
    slices: [...slices].sort((a, b) => (sliceText(a) < sliceText(b) ? -1 : 1)),
  }));
  const grave = { failing: 0, unseen: 1, recovered: 2 };
  return rows.sort(
    (a, b) =>
      grave[a.state] - grave[b.state] ||
      a.firstFailed - b.firstFailed ||
      (rowName(a) < rowName(b) ? -1 : 1),
  );
};

const sliceText = (slice: SliceName): string =>
  JSON.stringify([slice.service, slice.region, slice.channel]);

const rowName = (row: AffectedCustomer): string => row.customer ?? row.user ?? '';

const emptyRow = (user: number, customer: number, context: TallyContext): AffectedCustomer => {
  const { people } = context;
  const { customers } = people;
  const facts = customer >= 0 ? customers.now(customer) : {};
  return {
    customer: customer >= 0 ? customers.id(customer) : null,
    user: customer >= 0 ? null : people.textOf(user),
    name: facts.name ?? null,
    type: customer >= 0 ? typeNames[customers.typeAt(customer, context.now)] : 'unknown',
    stage: customer >= 0 ? stageNames[customers.stageAt(customer, context.now)] : 'unknown',
    state: 'failing',
    users: 0,
    firstFailed: Infinity,
    lastFailed: 0,
    lastOk: null,
    failures: 0,
    monthlyRevenue: facts.monthlyRevenue ?? null,
    slices: [],
  };
};
