import type { ImpactFilter } from '@rollcall/shared';
import { Street } from './street.fixture.js';

/** Filters and rules that look at a customer as a whole. Minutes; a day has 1,440. */

const day = 1_440 * 60_000;
const onset = 200 * 1_440;
const at = onset + 30;
const eur = (amount: number) => ({ amount, currency: 'EUR' });

const street = (): Street =>
  new Street()
    .put(
      0,
      { id: 'young', since: 110 * day, language: 'de', monthlyRevenue: eur(10), users: ['y'] },
      { id: 'old', since: 110 * day - 1, language: 'EN', monthlyRevenue: eur(100), users: ['o'] },
      { id: 'vague', users: ['v'] },
    )
    .tries('y', 'failed', at)
    .tries('o', 'failed', at)
    .tries('v', 'failed', at)
    .tries('guest', 'failed', at);

const who = (of: Street, filter: ImpactFilter, more: object = {}): string[] =>
  Object.keys(of.states({ filter, onset, now: at, ...more }))
    .filter((name) => name.startsWith('c:'))
    .map((name) => name.slice(2));

describe('a filter of customers', () => {
  it.each<[ImpactFilter, string[]]>([
    [{ new: 'true' }, ['young']],
    [{ new: 'false' }, ['old']],
    [{ new: ['unknown', 'true'] }, ['young', 'vague']],
    [{ language: 'DE' }, ['young']],
    [{ language: ['en', 'unknown'] }, ['old', 'vague']],
    [{ language: 'fr' }, []],
    [{ revenueMin: 10, revenueMax: 100 }, ['young']],
    [{ revenueMin: 100 }, ['old']],
    [{ currency: 'EUR' }, ['young', 'old']],
    [{ currency: 'USD' }, []],
  ])('%j', (filter, expected) => {
    expect(who(street(), filter)).toEqual(expected);
    const { users, customers, unidentified, coverage } = street().tally({ filter, onset, now: at });
    expect([users.ever, users.of, customers.of]).toEqual(Array(3).fill(expected.length));
    expect([unidentified, coverage]).toEqual([0, expected.length > 0 ? 1 : null]);
  });

  it('finds those whose invoice goes to a reseller', () => {
    const sold = new Street()
      .put(0, { id: 'r', type: 'reseller' }, { id: 'a', billedThrough: 'r', users: ['ann'] })
      .put(0, { id: 'b', users: ['bob'] })
      .tries('ann', 'failed', 50)
      .tries('bob', 'failed', 50);
    expect(who(sold, { billedThrough: 'r' }, { onset: 0, now: 60 })).toEqual(['a']);
  });
});

/** A firm of four, of whom some fail. */
const firm = (...failing: string[]): Street => {
  const all = new Street().put(0, { id: 'firm', users: ['a', 'b', 'c', 'd'] });
  for (const user of ['a', 'b', 'c', 'd']) all.tries(user, 'ok', 40, { slice: 'pay/US/web' });
  for (const user of failing) all.tries(user, 'failed', 50);
  return all;
};

describe('depth', () => {
  it.each([
    [['a'], 'impaired'],
    [['a', 'b'], 'impaired'],
    [['a', 'b', 'c'], 'down'],
  ] as const)('of four with %j failing is %s', (failing, depth) => {
    const found = firm(...failing);
    for (const each of ['touched', 'impaired', 'down'] as const) {
      const { customers, users } = found.tally({ filter: { depth: each } });
      const is = each === depth ? 1 : 0;
      // who was there is the same, however deep
      expect([customers.ever, customers.of, users.of]).toEqual([is, 1, 4]);
      expect(users.ever).toBe(is * failing.length);
    }
  });

  it('is touched below a quarter, and counts a user once however many slices they failed in', () => {
    const large = new Street().put(0, { id: 'l', users: ['a', 'b', 'c', 'd', 'e'] });
    for (const user of ['a', 'b', 'c', 'd', 'e']) large.tries(user, 'ok', 40);
    large.tries('a', 'failed', 50).tries('a', 'failed', 50, { slice: 'pay/US/tv' });
    expect(who(large, { depth: 'touched' }, { onset: 0, now: 60 })).toEqual(['l']);
  });

  it('is looked at in the slices that are asked for', () => {
    const filter = { depth: 'down', service: 'play' } as const;
    expect(who(firm('a'), filter, { onset: 0, now: 60 })).toEqual(['firm']);
  });
});

describe('a rule on the audience', () => {
  const rule = { audience: { play: 0.5 }, now: 60 };
  const sees = (street: Street, more: object = {}) => {
    const { users, customers, unidentified, revenue } = street.tally({ ...rule, ...more });
    return [users.ever, customers.ever, unidentified, revenue.length];
  };
  const audience = (...failing: string[]): Street => {
    const all = firm(...failing).put(0, { id: 'firm', monthlyRevenue: eur(5) });
    for (const user of ['a', 'b', 'c', 'd']) all.tries(user, 'ok', 45);
    return all;
  };

  it('makes the payer affected from that share of its users on, and no user less so', () => {
    expect(sees(audience('a'))).toEqual([1, 0, 0, 0]);
    expect(sees(audience('a', 'b'))).toEqual([2, 1, 0, 1]);
  });

  it('holds for its service alone', () => {
    const also = audience('a').tries('b', 'failed', 50, { slice: 'pay/US/web' });
    expect(sees(also)).toEqual([2, 1, 0, 1]);
    expect(sees(also, { filter: { service: 'play' } })).toEqual([1, 0, 0, 0]);
  });

  it('counts the users who were there for the service, not all', () => {
    // four were there to pay, one of them to play
    expect(sees(firm('a'))).toEqual([1, 1, 0, 0]);
  });

  it('asks of users with several identities what it asks of all', () => {
    const two = audience('a')
      .put(0, { id: 'firm', users: [{ id: 'a', aliases: ['a-2'] }, 'b', 'c', 'd'] })
      .tries('a-2', 'failed', 51, { slice: 'play/CA/tv' });
    expect(sees(two)).toEqual([1, 0, 0, 0]);
    expect(sees(two.tries('c', 'failed', 50))).toEqual([2, 1, 0, 1]);
  });
});
