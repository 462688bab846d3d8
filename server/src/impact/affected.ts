import {
  ok,
  type AffectedCustomer,
  type AffectedPage,
  type AffectedSort,
  type Result,
} from '@rollcall/shared';
import { stageNames, typeNames } from '../directory/customers.js';
import { fromCursor, toCursor } from './affected-order.js';
import type { AffectedRows } from './affected-rows.js';
import { depthOf } from './depth.js';
import { stateNames } from './judge.js';
import type { SliceName } from '../slices/slice.js';
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
  const items = page.rows.map((row) => described(rows, row, context));
  return ok({ items, total: rows.total, next: page.next ? toCursor(sort, page.next) : null });
};

const byName = (a: SliceName, b: SliceName): number => {
  const [left, right] = [a, b].map(({ service, region, channel }) =>
    JSON.stringify([service, region, channel]),
  );
  return left < right ? -1 : left > right ? 1 : 0;
};

/** A row, with what its users met. */
export const described = (
  rows: AffectedRows,
  row: number,
  { people, now }: TallyContext,
): AffectedCustomer => {
  const { customers } = people;
  const customer = rows.customerOf(row);
  const known = customer >= 0;
  const facts = known ? customers.now(customer) : {};
  const { share, active } = rows.depthOf(row);
  const met = rows.metOf(row);
  return {
    customer: known ? customers.id(customer) : null,
    user: known ? null : people.textOf(rows.userOf(row)),
    name: facts.name ?? null,
    type: known ? typeNames[customers.typeAt(customer, now)] : 'unknown',
    stage: known ? stageNames[customers.stageAt(customer, now)] : 'unknown',
    state: stateNames[rows.stateOf(row)] ?? 'recovered',
    users: met.users.size,
    of: active,
    depth: known ? depthOf(share) : null,
    firstFailed: met.firstFailed,
    lastFailed: met.lastFailed,
    lastOk: met.lastOk === 0 ? null : met.lastOk,
    failures: met.failures,
    monthlyRevenue: facts.monthlyRevenue ?? null,
    billedThrough: facts.billedThrough ?? null,
    since: facts.since ?? null,
    language: facts.language ?? null,
    slices: [...met.slices].sort(byName),
  };
};
