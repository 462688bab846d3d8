import type { AffectedCustomer, AffectedPage, AffectedState, Result } from '@rollcall/shared';
import { fail, ok } from '@rollcall/shared';

const gravity: Record<AffectedState, number> = { failing: 0, unseen: 1, recovered: 2 };

/** What a row is sorted by: gravest state, longest waiting, name. */
type Place = [gravity: number, firstFailed: number, name: string];

const placeOf = (row: AffectedCustomer): Place => [
  gravity[row.state],
  row.firstFailed,
  row.customer ?? row.user ?? '',
];

const comparePlaces = (a: Place, b: Place): number =>
  a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);

/** Failing first, then by how long they have waited, then by name. */
export const compareRows = (a: AffectedCustomer, b: AffectedCustomer): number =>
  comparePlaces(placeOf(a), placeOf(b));

const toCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const fromCursor = (cursor: string): Place | undefined => {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    const fits =
      Array.isArray(place) &&
      typeof place[0] === 'number' &&
      typeof place[1] === 'number' &&
      typeof place[2] === 'string';
    return fits ? (place as Place) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The rows after a cursor. The cursor names the last row that was seen by what it is sorted by, so
 * rows that come or go elsewhere in the list move nothing; one that changed its state since may be
 * seen twice or not at all.
 *
 * @param rows sorted by `compareRows`
 */
export const pageOf = (
  rows: readonly AffectedCustomer[],
  cursor: string | undefined,
  limit: number,
): Result<Omit<AffectedPage, 'complete' | 'atLeastSince'>> => {
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  if (cursor !== undefined && !after) {
    return fail('invalid', 'the cursor is not one of ours', {
      field: 'cursor',
      remedy: 'send the value of "next" from the page before, or leave it out',
    });
  }
  const found = after ? rows.findIndex((row) => comparePlaces(placeOf(row), after) > 0) : 0;
  const start = found < 0 ? rows.length : found;
  const items = rows.slice(start, start + limit);
  const last = items.at(-1);
  const next = last && start + limit < rows.length ? toCursor(placeOf(last)) : null;
  return ok({ items, total: rows.length, next });
};
