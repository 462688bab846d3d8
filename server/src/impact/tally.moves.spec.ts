import { Street } from './street.fixture.js';

/** Types, stages and payers that change within the window. Minutes. */

describe('a filter by type or stage', () => {
  it('picks the failures whose customer had it then', () => {
    const street = new Street()
      .put(0, { id: 'miller', stage: 'buyer', users: ['tom'] })
      .put(1, { id: 'miller', stage: 'subscriber', validFrom: 30 * 60_000 })
      .tries('tom', 'failed', 20)
      .tries('tom', 'failed', 40);
    const at = (stage: 'buyer' | 'subscriber' | 'former'): object => {
      const { users, customers } = street.tally({ filter: { stage }, now: 45 });
      return [users.failing, users.unseen, customers.ever, users.of];
    };
    expect(at('buyer')).toEqual([0, 1, 1, 1]);
    expect(at('subscriber')).toEqual([1, 0, 1, 1]);
    expect(at('former')).toEqual([0, 0, 0, 0]);
  });

  it('leaves out who has no customer, and takes several values as any of them', () => {
    const street = new Street()
      .put(
        0,
        { id: 'a', type: 'consumer', users: ['tom'] },
        { id: 'b', type: 'business', users: ['ann'] },
      )
      .tries('tom', 'failed', 50)
      .tries('ann', 'failed', 50)
      .tries('guest', 'failed', 50);
    expect(street.states({ filter: { type: ['consumer', 'business'] } })).toEqual({
      'u:tom': 3,
      'c:a': 3,
      'u:ann': 3,
      'c:b': 3,
    });
    expect(street.tally({ filter: { type: 'consumer' } })).toMatchObject({
      users: { ever: 1, of: 1 },
      unidentified: 0,
      coverage: 1,
    });
  });

  it('lets any ok of the user heal, whatever type the customer had by then', () => {
    const street = new Street()
      .put(0, { id: 'a', type: 'consumer', users: ['tom'] })
      .put(1, { id: 'a', type: 'business', validFrom: 30 * 60_000 })
      .tries('tom', 'failed', 25)
      .tries('tom', 'ok', 40);
    expect(street.states({ filter: { type: 'consumer' } })).toEqual({ 'u:tom': 1, 'c:a': 1 });
  });
});

describe('a user who moves in the middle of it', () => {
  const moved = (): Street =>
    new Street()
      .put(0, { id: 'miller', users: ['lea'] })
      .put(30, { id: 'smith', users: ['lea'] })
      .tries('lea', 'failed', 20);

  it('leaves their failures with whom they belonged to', () => {
    expect(moved().states()).toEqual({ 'u:lea': 2, 'c:miller': 2 });
  });

  it('fails for the new customer from then on, not for the old one', () => {
    expect(moved().tries('lea', 'failed', 55).states()).toEqual({
      'u:lea': 3,
      'c:miller': 2,
      'c:smith': 3,
    });
  });

  it('recovers for the old customer too by an ok after the move', () => {
    expect(moved().tries('lea', 'ok', 55).states()).toEqual({ 'u:lea': 1, 'c:miller': 1 });
  });

  it('is one user, and counts k failures over both', () => {
    const street = moved().tries('lea', 'failed', 55);
    expect(street.tally({ k: 2 })).toMatchObject({ users: { ever: 1 }, customers: { ever: 2 } });
    expect(street.tally({ k: 3 })).toMatchObject({ users: { ever: 0 }, customers: { ever: 0 } });
  });

  it('to us is shown apart from then on, and an ok there heals what was before', () => {
    const street = new Street()
      .put(0, { id: 'miller', users: ['lea'] }, { id: 'us', type: 'internal' })
      .put(30, { id: 'us', users: ['lea'] })
      .tries('lea', 'failed', 20)
      .tries('lea', 'ok', 55);
    expect(street.states()).toEqual({ 'u:lea': 1, 'c:miller': 1 });
    expect(street.tally().internal).toEqual({ users: 0, customers: 0 });
  });
});

describe('signals that name a customer', () => {
  it('count for it; those of the same identity that name none follow a single tie', () => {
    const street = new Street()
      .tries('tom', 'failed', 50, { customer: 'work' })
      .tries('tom', 'failed', 51);
    expect(street.tally()).toMatchObject({
      users: { ever: 1 },
      customers: { ever: 1 },
      unidentified: 0,
      coverage: 1,
    });
  });

  it('of several customers leave the unnamed ones unidentified, the user counted once', () => {
    const street = new Street()
      .tries('tom', 'failed', 50, { customer: 'work' })
      .tries('tom', 'failed', 51, { customer: 'home' })
      .tries('tom', 'failed', 52)
      .tries('tom', 'ok', 53, { customer: 'home' });
    expect(street.states()).toEqual({ 'u:tom': 1, 'c:work': 1, 'c:home': 1 });
    expect(street.tally()).toMatchObject({ users: { ever: 1 }, unidentified: 0, coverage: 2 / 3 });
  });
});
