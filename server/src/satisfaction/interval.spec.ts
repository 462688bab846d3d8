import fc from 'fast-check';
import { everybody, expectedRange, lowEnd, marginOf, meanOf, normal, wilson } from './interval.js';

const hundredths = (range: readonly number[]): number[] =>
  range.map((x) => Math.round(x * 1e4) / 100);

describe('intervals', () => {
  it('know the normal distribution', () => {
    for (const [x, p] of [
      [0, 0.5],
      [1.644854, 0.95],
      [1.959964, 0.975],
      [-2.575829, 0.005],
    ])
      expect(normal(x)).toBeCloseTo(p, 6);
  });

  it('of a share are those of Wilson', () => {
    // Newcombe (1998), method 3: 81 of 263, and 0 of 20
    const share = wilson({ n: 263, mean: 81 / 263, variance: ((81 / 263) * (182 / 263)) / 263 });
    expect(share.map((x) => x.toFixed(4))).toEqual(['0.2553', '0.3662']);
    expect(wilson({ n: 20, mean: 0, variance: 0 }).map((x) => x.toFixed(4))).toEqual([
      '0.0000',
      '0.1611',
    ]);
  });

  it('go 1.96 errors beyond a point, and 1.645 beyond the far ends of a range', () => {
    expect(marginOf(0)).toBeCloseTo(1.96, 3);
    expect(marginOf(1)).toBeLessThan(1.8);
    expect(marginOf(10)).toBeCloseTo(1.645, 3);
  });

  it('are the example of the docs', () => {
    // docs/concepts.md: 880 voters of 1,100 expected, 220 missing, 792 of them well
    const votes = meanOf(880, 792, 792);
    expect(hundredths(expectedRange(votes, everybody))).toEqual([87.84, 91.81]);
    const there = { ...everybody, share: 0.8, missing: 0.2, error: 0.02 };
    expect(hundredths(expectedRange(votes, there))).toEqual([68.41, 91.54]);
  });

  it('count who is missing and yet met elsewhere as not well once, not twice', () => {
    // everybody is there, three in ten of them elsewhere than they were expected, and well
    const driven = { share: 1, missing: 0.3, meanBeside: 0.95 };
    expect(lowEnd(0.95, driven)).toBeCloseTo(0.7 * 0.95, 9);
    // nobody is there beside those who are missing
    expect(lowEnd(0.95, { ...driven, share: 0.7 })).toBeCloseTo(0.7 * 0.95, 9);
  });

  it('are narrower if those who tell of a failure are those who are not missing', () => {
    const votes = meanOf(880, 792, 792);
    const there = { ...everybody, share: 0.8, missing: 0.2, error: 0.02 };
    const [apart] = expectedRange(votes, there);
    const [together] = expectedRange(votes, { ...there, withVotes: -0.5 });
    expect(together).toBeGreaterThan(apart + 0.003);
  });

  it('hold the index, are wider for fewer voters, and lower for more who are missing', () => {
    const votes = fc
      .tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([n, share]) => meanOf(n, n * share, n * share));
    const presence = fc.record({
      share: fc.double({ min: 0, max: 1.5, noNaN: true }),
      missing: fc.double({ min: 0, max: 1, noNaN: true }),
      meanBeside: fc.double({ min: 0, max: 1, noNaN: true }),
      error: fc.double({ min: 0, max: 0.3, noNaN: true }),
      withVotes: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(votes, presence, (mean, there) => {
        const [low, high] = expectedRange(mean, there);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(mean.mean + 1e-9);
        expect(high).toBeGreaterThanOrEqual(mean.mean - 1e-9);
        const [fewer] = expectedRange(mean, { ...there, missing: there.missing + 0.1 });
        expect(fewer).toBeLessThanOrEqual(low + 0.02);
        const [alone] = expectedRange(
          { ...mean, n: 4, variance: (mean.mean * (1 - mean.mean)) / 4 },
          there,
        );
        if (mean.n > 8) expect(alone).toBeLessThanOrEqual(low + 0.02);
      }),
    );
  });

  it('are numbers where the errors of votes and presence cancel out to the last digit', () => {
    for (let well = 1; well < 200; well++) {
      const votes = meanOf(200, well, well);
      const margin = marginOf(Infinity);
      const error = (votes.mean - wilson(votes, margin)[0]) / margin;
      const there = { share: 1, missing: 0.6, meanBeside: 1, error, withVotes: -1 };
      const range = expectedRange(votes, there);
      expect(range.every((end) => end >= 0 && end <= 1)).toBe(true);
    }
  });

  it('take ten who agree for less than a hundred who do', () => {
    const [ten] = wilson(meanOf(10, 10, 10));
    const [hundred] = wilson(meanOf(100, 100, 100));
    expect(ten).toBeLessThan(0.75);
    expect(hundred).toBeGreaterThan(0.95);
    // all are slow, and few
    const [low, high] = wilson(meanOf(10, 5, 2.5));
    expect(high - low).toBeGreaterThan(0.25);
    expect(high - low).toBeLessThan(0.53);
  });
});
