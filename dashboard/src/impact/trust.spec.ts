import { affected, anImpact, noon } from '../live/live.fixture.js';
import { headlineOf, shareOf, trustOf } from './trust.js';

describe('what may be said of a count', () => {
  it.each([
    [{ coverage: 1 }, false],
    [{ coverage: null }, false],
    [{ coverage: 0.99 }, true],
    [{ unidentified: 1 }, true],
    [{ atLeastSince: noon }, true],
  ])('%j: customers at least: %s', (over, atLeast) => {
    expect(trustOf(anImpact(over)).customersAtLeast).toBe(atLeast);
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
