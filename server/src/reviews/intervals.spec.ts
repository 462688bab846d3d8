import { differenceOf, excessOf, poissonLimits, wilson } from './intervals.js';

/** Against published values. */
describe('intervals', () => {
  it('of a share are Wilson’s', () => {
    // Newcombe 1998, table I: 81 of 263, and 0 of 20
    expect(wilson(81 / 263, 263).low).toBeCloseTo(0.2553, 4);
    expect(wilson(81 / 263, 263).high).toBeCloseTo(0.3662, 4);
    expect(wilson(0, 20).low).toBe(0);
    expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4);
  });

  it.each([
    // Newcombe 1998, table II, method 10
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('of %i of %i against %i of %i are Newcombe’s', (a, m, b, n, low, high) => {
    const found = differenceOf({ share: a / m, n: m }, { share: b / n, n });
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });

  it('of a count are Poisson’s', () => {
    // exact: 0 → 0 to 3.689, 10 → 4.795 to 18.39
    expect(poissonLimits(0).low).toBe(0);
    expect(poissonLimits(10).low).toBeCloseTo(4.795, 1);
    expect(poissonLimits(10).high).toBeCloseTo(18.39, 1);
  });

  it('of an excess hold both counts’ doubt, less with two weeks than with one', () => {
    const one = excessOf(40, [10]);
    const two = excessOf(40, [10, 10]);
    expect([one.estimate, two.estimate]).toEqual([30, 30]);
    expect(two.high - two.low).toBeLessThan(one.high - one.low);
    expect(excessOf(0, [0])).toMatchObject({ estimate: 0 });
  });
});
