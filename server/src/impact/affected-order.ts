import { affectedSorts, fail, ok, type AffectedSort, type Result } from '@rollcall/shared';

/** What a row is sorted by: numbers, the smallest first, then its name. */
export type Place = [first: number, second: number, firstFailed: number, name: string];

/** Sorts behind all others. */
export const last = Number.MAX_VALUE;

/** As `Array.sort` wants it. Names are compared only where all numbers are the same. */
export const comparePlaces = (a: Place, b: Place): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0);

/** A cursor names the last row that was seen by what it is sorted by. */
export const toCursor = (sort: AffectedSort, place: Place): string =>
  Buffer.from(JSON.stringify([sort, ...place])).toString('base64url');

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
};

const isPlace = (place: unknown[]): place is Place =>
  place.length === 4 &&
  place.slice(0, 3).every((each) => typeof each === 'number') &&
  typeof place[3] === 'string';

/** The place a cursor names; undefined for none. */
export const fromCursor = (
  sort: AffectedSort,
  cursor: string | undefined,
): Result<Place | undefined> => {
  if (cursor === undefined) return ok(undefined);
  const found = parsed(cursor);
  const remedy = 'send the value of "next" from the page before, or leave it out';
  if (!Array.isArray(found) || !affectedSorts.includes(found[0] as AffectedSort)) {
    return fail('invalid', 'the cursor is not one of ours', { field: 'cursor', remedy });
  }
  const [of, ...place] = found as unknown[];
  if (!isPlace(place)) {
    return fail('invalid', 'the cursor is not one of ours', { field: 'cursor', remedy });
  }
  if (of !== sort) {
    return fail('invalid', `the cursor is of a list sorted by ${of as string}`, {
      field: 'cursor',
      remedy: 'keep "sort" as it was, or leave the cursor out',
    });
  }
  return ok(place);
};
