import type { AffectedCustomer } from '@rollcall/shared';
import { compareRows, pageOf } from './affected-page.js';

const row = (
  customer: string,
  state: AffectedCustomer['state'],
  firstFailed: number,
): AffectedCustomer => ({
  customer,
  user: null,
  name: null,
  type: 'consumer',
  stage: 'subscriber',
  state,
  users: 1,
  firstFailed,
  lastFailed: firstFailed,
  lastOk: null,
  failures: 1,
  monthlyRevenue: null,
  slices: [],
});

const rows = [
  row('e', 'recovered', 1),
  row('c', 'failing', 5),
  row('b', 'failing', 5),
  row('d', 'unseen', 2),
  row('a', 'failing', 9),
].sort(compareRows);

type Page = { items: AffectedCustomer[]; next: string | null };

const page = (cursor: string | null | undefined, limit: number, of = rows): Page => {
  const result = pageOf(of, cursor ?? undefined, limit);
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
};
const names = ({ items }: Page): (string | null)[] => items.map((each) => each.customer);

describe('pages of the affected', () => {
  it('lists who fails first, then by how long they wait, then by name', () => {
    expect(rows.map(({ customer }) => customer)).toEqual(['b', 'c', 'a', 'd', 'e']);
  });

  it('goes on where the last page ended, to the end', () => {
    const first = page(undefined, 2);
    const second = page(first.next, 2);
    const third = page(second.next, 2);
    expect([first, second, third].map(names)).toEqual([['b', 'c'], ['a', 'd'], ['e']]);
    expect(third.next).toBeNull();
  });

  it('says the next page is none when the list ends with the page', () => {
    expect(page(undefined, 5).next).toBeNull();
    expect(page(undefined, 5, []).items).toEqual([]);
  });

  it('loses no one when others come or go between two pages', () => {
    const { next } = page(undefined, 2);
    const later = [...rows.slice(1), row('0', 'failing', 1)].sort(compareRows);
    expect(names(page(next, 9, later))).toEqual(['a', 'd', 'e']);
  });

  it.each(['', 'nonsense', '12', Buffer.from('[1]').toString('base64url')])(
    'refuses the cursor %j with what to do',
    (cursor) => {
      expect(pageOf(rows, cursor, 2)).toMatchObject({ ok: false, error: { field: 'cursor' } });
    },
  );
});
