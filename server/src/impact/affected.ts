import { ok, type AffectedCustomer, type AffectedPage, type Result } from '@rollcall/shared';
import type { AffectedSort } from '@rollcall/shared';
import { stageNames, typeNames } from '../directory/customers.js';
import { fromCursor, toCursor } from './affected-order.js';
import type { AffectedRows } from './affected-rows.js';
import { depthOf } from './depth.js';
import { stateNames } from './judge.js';
import type { TallyContext } from './tally-context.js';

/**
 * A page of the list.
 * @param cursor the `next` of the page before
 */
export const affectedPage = (
  rows: AffectedRows,
  sort: AffectedSort,
  cursor: string | undefined,
  limit: number,
  context: TallyContext,
): Result<Omit<AffectedPage, 'complete' | 'atLeastSince'>> => {
  const after = fromCursor(sort, cursor);
  if (!after.ok) return after;
  const page = rows.page(sort, after.value, limit);
  const slices = rows.slicesOf(page.rows);
  const items = page.rows.map((row) => ({
    ...described(rows, row, context),
    slices: slices.get(row) ?? [],
  }));
  return ok({ items, total: rows.total, next: page.next ? toCursor(sort, page.next) : null });
};

const described = (
  rows: AffectedRows,
  row: number,
  { people, now }: TallyContext,
): Omit<AffectedCustomer, 'slices'> => {
  const { customers } = people;
  const customer = rows.customerOf(row);
  const known = customer >= 0;
  const facts = known ? customers.now(customer) : {};
  const { share, active } = rows.depthOf(row);
  return {
    customer: known ? customers.id(customer) : null,
    user: known ? null : people.textOf(rows.userOf(row)),
    name: facts.name ?? null,
    type: known ? typeNames[customers.typeAt(customer, now)] : 'unknown',
    stage: known ? stageNames[customers.stageAt(customer, now)] : 'unknown',
    state: stateNames[rows.state[row]] ?? 'recovered',
    users: rows.users[row],
    of: active,
    depth: known ? depthOf(share) : null,
    firstFailed: rows.firstFailed[row],
    lastFailed: rows.lastFailed[row],
    lastOk: rows.lastOk[row] === 0 ? null : rows.lastOk[row],
    failures: rows.failures[row],
    monthlyRevenue: facts.monthlyRevenue ?? null,
    billedThrough: facts.billedThrough ?? null,
    since: facts.since ?? null,
    language: facts.language ?? null,
  };
};
