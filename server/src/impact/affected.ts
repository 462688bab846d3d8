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
import type { AffectedVisit } from './tally.js';

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
  const visits = rows.visitsOf(page.rows);
  const items = page.rows.map((row) => described(rows, row, visits.get(row) ?? [], context));
  return ok({ items, total: rows.total, next: page.next ? toCursor(sort, page.next) : null });
};

const keyOf = ({ service, region, channel }: SliceName): string =>
  JSON.stringify([service, region, channel]);

/** Where they failed, each place once, by name. */
const slicesOf = (visits: readonly AffectedVisit[]): SliceName[] =>
  [...new Map(visits.map(({ slice }) => [keyOf(slice), slice]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, slice]) => slice);

const most = (visits: readonly AffectedVisit[], field: 'lastFailed' | 'lastOk'): number =>
  visits.reduce((time, visit) => Math.max(time, visit[field]), 0);

/** A row, with what its users met. */
export const described = (
  rows: AffectedRows,
  row: number,
  visits: readonly AffectedVisit[],
  { people, now }: TallyContext,
): AffectedCustomer => {
  const { customers } = people;
  const customer = rows.customerOf(row);
  const known = customer >= 0;
  const facts = known ? customers.now(customer) : {};
  const { share, active } = rows.depthOf(row);
  const lastOk = most(visits, 'lastOk');
  return {
    customer: known ? customers.id(customer) : null,
    user: known ? null : people.textOf(rows.userOf(row)),
    name: facts.name ?? null,
    type: known ? typeNames[customers.typeAt(customer, now)] : 'unknown',
    stage: known ? stageNames[customers.stageAt(customer, now)] : 'unknown',
    state: stateNames[rows.stateOf(row)] ?? 'recovered',
    users: new Set(visits.map(({ user }) => user)).size,
    of: active,
    depth: known ? depthOf(share) : null,
    firstFailed: visits.reduce((time, each) => Math.min(time, each.firstFailed), Infinity),
    lastFailed: most(visits, 'lastFailed'),
    lastOk: lastOk === 0 ? null : lastOk,
    failures: visits.reduce((sum, { failures }) => sum + failures, 0),
    monthlyRevenue: facts.monthlyRevenue ?? null,
    billedThrough: facts.billedThrough ?? null,
    since: facts.since ?? null,
    language: facts.language ?? null,
    slices: slicesOf(visits),
  };
};
