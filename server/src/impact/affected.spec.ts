import { Street } from './street.fixture.js';

const minute = 60_000;

describe('the list of the affected', () => {
  const street = new Street()
    .put(0, {
      id: 'miller',
      name: 'The Millers',
      type: 'consumer',
      stage: 'subscriber',
      monthlyRevenue: { amount: 12.99, currency: 'EUR' },
      users: ['tom', { id: 'mia', aliases: ['m-2'] }],
    })
    .put(0, { id: 'works', type: 'business', users: ['ann'] })
    .tries('tom', 'failed', 52)
    .tries('tom', 'failed', 54)
    .tries('mia', 'failed', 51, { slice: 'play/US/ios' })
    .tries('m-2', 'ok', 55, { slice: 'play/US/ios' })
    .tries('ann', 'failed', 20)
    .tries('guest', 'failed', 20)
    .tries('guest', 'ok', 21)
    .tries('lucky', 'ok', 50);

  it('has a row a customer, and one for each user without one, the gravest first', () => {
    expect(street.affected().map(({ customer, user, state }) => [customer ?? user, state])).toEqual(
      [
        ['miller', 'failing'],
        ['works', 'unseen'],
        ['guest', 'recovered'],
      ],
    );
  });

  it('says of each who they are, and what they met', () => {
    expect(street.affected()[0]).toEqual({
      customer: 'miller',
      user: null,
      name: 'The Millers',
      type: 'consumer',
      stage: 'subscriber',
      state: 'failing',
      users: 2,
      of: 2,
      depth: 'down',
      billedThrough: null,
      since: null,
      language: null,
      firstFailed: 51 * minute,
      lastFailed: 54 * minute,
      lastOk: 55 * minute,
      failures: 3,
      monthlyRevenue: { amount: 12.99, currency: 'EUR' },
      slices: [
        { service: 'play', region: 'US', channel: 'ios' },
        { service: 'play', region: 'US', channel: 'tv' },
      ],
    });
    expect(street.affected()[1]).toMatchObject({ customer: 'works', lastOk: null, name: null });
  });

  it('has as many rows as the numbers say, under any filter', () => {
    for (const filter of [{}, { channel: 'tv' }, { type: 'business' as const }, { region: 'CA' }]) {
      const { customers, unidentified } = street.tally({ filter });
      expect(street.affected({ filter })).toHaveLength(customers.ever + unidentified);
    }
  });

  it('puts those first who have waited longest, then goes by name', () => {
    const queue = new Street();
    for (const [user, at] of [
      ['d', 52],
      ['c', 51],
      ['b', 52],
      ['a', 53],
    ] as const) {
      queue.tries(user, 'failed', at);
    }
    expect(queue.affected().map(({ user }) => user)).toEqual(['c', 'b', 'd', 'a']);
  });

  it('counts only the failures in slices where they count as affected', () => {
    const list = new Street()
      .tries('tom', 'failed', 50)
      .tries('tom', 'failed', 51)
      .tries('tom', 'failed', 52, { slice: 'pay/US/tv' })
      .affected({ k: 2 });
    expect(list).toMatchObject([{ failures: 2, slices: [{ service: 'play' }] }]);
  });
});
