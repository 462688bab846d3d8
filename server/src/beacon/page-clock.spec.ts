import { byOurClock, skewOf } from './page-clock.js';

const now = Date.UTC(2026, 0, 31, 9, 30);
const hour = 3_600_000;

describe('a page’s clock', () => {
  it.each([
    ['a usual way', -300],
    ['a slow way', -45_000],
    ['a little ahead', 4_000],
  ])('%s is no skew', (_, off) => {
    expect(skewOf(now + off, now)).toBe(0);
  });

  it.each([
    ['ahead', 2 * hour],
    ['behind', -2 * hour],
    ['ahead by more than any way explains', 6_000],
  ])('%s is taken back', (_, off) => {
    const skew = skewOf(now + off, now);
    expect(skew).toBe(off);
    // tried ten minutes before it was sent, on that clock
    expect(byOurClock(now + off - 600_000, skew)).toBe(now - 600_000);
  });

  it('leaves to validation what is no time', () => {
    expect(byOurClock('yesterday', hour)).toBe('yesterday');
    expect(byOurClock(undefined, hour)).toBeUndefined();
  });
});
