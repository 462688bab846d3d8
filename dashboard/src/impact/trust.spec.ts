import { affected, anImpact, noon } from '../live/live.fixture.js';
import { atLeast, headlineOf, shareOf, trustOf } from './trust.js';

describe('what may be said of a count', () => {
  it.each([
    [{ coverage: 1 }, false, false],
    [{ coverage: null }, false, false],
    [{ coverage: 0.99 }, true, false],
    [{ unidentified: 1 }, true, false],
    [{ atLeastSince: noon }, true, true],
    [{ anonymous: 1 }, true, true],
    [{ sampling: 0.5 }, true, true],
    [{ sampling: 1 }, false, false],
  ])('%j: customers at least: %s, users at least: %s', (over, customers, users) => {
    const trust = trustOf(anImpact(over));
    expect([atLeast(trust, 'customers'), atLeast(trust, 'users')]).toEqual([customers, users]);
  });

  it('counts until it has caught up', () => {
    expect(trustOf(anImpact({ complete: false })).stillCounting).toBe(true);
  });

  it('makes users the headline only while no customer is known', () => {
    expect(headlineOf(anImpact())).toBe('customers');
    expect(headlineOf(anImpact({ customers: affected({ ever: 0 }) }))).toBe('users');
    const nobody = affected({ ever: 0 });
    expect(headlineOf(anImpact({ customers: nobody, users: nobody }))).toBe('customers');
  });

  it('has no share of nothing', () => {
    expect(shareOf(3, 0)).toBeNull();
    expect(shareOf(3, 12)).toBe(0.25);
  });
});
