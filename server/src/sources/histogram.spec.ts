import fc from 'fast-check';
import { bucketOf, quantile, valueOfBucket } from './histogram.js';

const of = (list: number[]): Map<number, number> => {
  const histogram = new Map<number, number>();
  for (const ms of list) histogram.set(bucketOf(ms), (histogram.get(bucketOf(ms)) ?? 0) + 1);
  return histogram;
};

describe('the histogram of milliseconds', () => {
  it('is right within 5 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), (ms) => {
        const stands = valueOfBucket(bucketOf(ms));
        expect(Math.abs(stands - ms)).toBeLessThanOrEqual(ms * 0.0501);
      }),
    );
  });

  it('gives any quantile within 5 %', () => {
    const list = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1 });
    fc.assert(
      fc.property(list, fc.constantFrom(0.01, 0.5, 0.95, 1), (given, q) => {
        const exact = [...given].sort((x, y) => x - y)[Math.ceil(q * given.length) - 1];
        expect(Math.abs(quantile(of(given), q)! - exact)).toBeLessThanOrEqual(exact * 0.0501);
      }),
    );
  });

  it('knows nothing quicker than a millisecond, and says nothing of nothing', () => {
    expect(quantile(of([0, 0.4]), 0.5)).toBe(0);
    expect(quantile(new Map(), 0.5)).toBeUndefined();
  });
});
