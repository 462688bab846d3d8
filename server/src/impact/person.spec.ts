import { impactOnMatches } from './person.js';
import { Street, type Question } from './street.fixture.js';

const minute = 60_000;

describe('am I affected?', () => {
  const street = new Street()
    .put(0, { id: 'miller', users: ['tom', { id: 'mia', aliases: ['m-2'] }] })
    .tries('tom', 'failed', 20)
    .tries('tom', 'ok', 25)
    .tries('mia', 'failed', 52, { slice: 'play/US/ios' })
    .tries('lea', 'ok', 50);
  const { people } = street;

  const of = (name: string, question: Question = {}): object | undefined => {
    const identity = people.findIdentity(name);
    const match = {
      user: identity < 0 ? -1 : people.userOf(identity),
      customer: people.customers.find(name),
    };
    return impactOnMatches(street.count(question), [match], street.context(question))[0];
  };

  it('yes, since then, and well again since then', () => {
    expect(of('tom')).toEqual({
      state: 'recovered',
      since: 20 * minute,
      backAt: 25 * minute,
      slices: [{ service: 'play', region: 'US', channel: 'tv' }],
    });
  });

  it('yes, by any identity', () => {
    expect(of('m-2')).toMatchObject({ state: 'failing', since: 52 * minute, backAt: null });
    expect(of('m-2')).toEqual(of('mia'));
  });

  it('yes, as the customer whose users are', () => {
    expect(of('miller')).toMatchObject({ state: 'failing', since: 20 * minute, backAt: null });
  });

  it('no', () => {
    expect(of('lea')).toBeUndefined();
    expect(of('nobody')).toBeUndefined();
    expect(of('tom', { k: 2 })).toBeUndefined();
    expect(of('tom', { onset: 30 })).toBeUndefined();
  });
});
