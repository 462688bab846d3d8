import type { AffectedSort } from '@rollcall/shared';
import { fromCursor, toCursor } from './affected-order.js';
import { Street } from './street.fixture.js';

const day = 86_400_000;
const money = (amount: number, currency = 'EUR') => ({ monthlyRevenue: { amount, currency } });

/** All at minute 60: c and b fail, d is unseen, e well again, f a guest; a is the deepest hit. */
const street = (): Street =>
  new Street()
    .put(
      0,
      { id: 'a', since: 3 * day, ...money(7), users: ['a1', 'a2'] },
      { id: 'b', since: 1 * day, ...money(50, 'USD'), users: ['b1', 'b2', 'b3', 'b4'] },
      { id: 'c', ...money(90), billedThrough: 'r', users: ['c1', 'c2'] },
      { id: 'd', since: 2 * day, ...money(20), users: ['d1', 'd2', 'd3'] },
      { id: 'e', ...money(0.5, 'USD'), users: ['e1', 'e2'] },
      { id: 'r', type: 'reseller', ...money(500), users: [] },
    )
    .tries('a1', 'failed', 57)
    .tries('a2', 'failed', 58)
    .tries('b1', 'failed', 52)
    .tries('b2', 'ok', 52)
    .tries('b3', 'ok', 52)
    .tries('b4', 'ok', 52)
    .tries('c1', 'failed', 52)
    .tries('c2', 'ok', 50)
    .tries('d1', 'failed', 30)
    .tries('d2', 'ok', 30)
    .tries('d3', 'ok', 30)
    .tries('e1', 'failed', 10)
    .tries('e1', 'ok', 11)
    .tries('e2', 'ok', 11)
    .tries('f', 'failed', 56);

const orders: [AffectedSort, string][] = [
  ['state', 'b c f a d e'],
  ['waiting', 'd b c f a e'],
  ['revenue', 'd a b e c f'],
  ['tenure', 'b d a e c f'],
  ['depth', 'a e c d b f'],
];

const names = (items: { customer: string | null; user: string | null }[]): string =>
  items.map(({ customer, user }) => customer ?? user).join(' ');

describe('the list of the affected', () => {
  it.each(orders)('sorted by %s', (sort, expected) => {
    expect(names(street().affected({}, sort))).toBe(expected);
  });

  it.each(orders)('sorted by %s, is the same page by page, of any size', (sort, expected) => {
    for (const limit of [1, 2, 4, 6]) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = street().page({}, sort, cursor, limit);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        expect(page.total).toBe(6);
        found.push(names(page.items));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(found.join(' ')).toBe(expected);
      expect(found).toHaveLength(Math.ceil(6 / limit));
    }
  });

  it('loses no one when others come or go between two pages', () => {
    const { next } = street().page({}, 'state', undefined, 2);
    const later = street().tries('0', 'failed', 51).tries('b1', 'ok', 59);
    expect(names(later.page({}, 'state', next!, 9).items)).toBe('f a d e b');
  });

  it('tells a user from a customer of the same name', () => {
    const twins = new Street().put(0, { id: 'x', users: ['u'] });
    twins.tries('u', 'failed', 50).tries('x', 'failed', 50);
    const first = twins.page({}, 'state', undefined, 1);
    const second = twins.page({}, 'state', first.next!, 1);
    expect([...first.items, ...second.items]).toMatchObject([{ customer: 'x' }, { user: 'x' }]);
    expect(second.next).toBeNull();
  });

  it('says how many of the users who were there it met, and how deep that is', () => {
    const rows = street().affected({ filter: { depth: ['touched', 'impaired'] } }, 'depth');
    expect(rows.map(({ customer, users, of, depth }) => [customer, users, of, depth])).toEqual([
      ['e', 1, 2, 'impaired'],
      ['c', 1, 2, 'impaired'],
      ['d', 1, 3, 'impaired'],
      ['b', 1, 4, 'impaired'],
    ]);
  });

  it('has no row of a customer whom a rule on its audience leaves out, nor of its users', () => {
    const rows = street().affected({ audience: { play: 0.5 } });
    expect(names(rows)).toBe('c f a e');
  });
});

describe('a cursor', () => {
  it.each(['', 'nonsense', '12', Buffer.from('["state",1]').toString('base64url')])(
    '%j is refused with what to do',
    (cursor) => {
      expect(fromCursor('state', cursor)).toMatchObject({ ok: false, error: { field: 'cursor' } });
    },
  );

  it('of another order is refused', () => {
    const cursor = toCursor('depth', [1, 2, 3, 'x']);
    expect(fromCursor('depth', cursor)).toEqual({ ok: true, value: [1, 2, 3, 'x'] });
    expect(fromCursor('state', cursor)).toMatchObject({ ok: false, error: { field: 'cursor' } });
  });
});
