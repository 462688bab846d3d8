import fc from 'fast-check';
import { partitionOf } from './partition.js';

describe('the partition of an identity', () => {
  it('is one of them, and the same each time', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1_024 }), (identity, partitions) => {
        const partition = partitionOf(identity, partitions);
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(partitions);
        expect(Number.isInteger(partition)).toBe(true);
        expect(partitionOf(identity, partitions)).toBe(partition);
      }),
    );
  });

  // data written by one version is read by the next: these may never change
  it.each([
    ['', 16, 1],
    ['u-1', 16, 3],
    ['anna@example.com', 16, 11],
    ['müller', 8, 1],
  ])('of %j among %d is %d for ever', (identity, partitions, expected) => {
    expect(partitionOf(identity, partitions)).toBe(expected);
  });

  it.each([
    ['running numbers', (i: number) => `user-${i}`],
    ['padded numbers', (i: number) => String(i).padStart(12, '0')],
    ['e-mails', (i: number) => `person${i}@example.com`],
    ['hexadecimal ids', (i: number) => (i * 2_654_435_761).toString(16)],
  ])('spreads %s evenly', (_name, identity) => {
    for (const partitions of [2, 8, 16]) {
      const counts = new Array<number>(partitions).fill(0);
      const each = 1_000;
      for (let i = 0; i < each * partitions; i++) counts[partitionOf(identity(i), partitions)]++;
      expect(Math.min(...counts)).toBeGreaterThan(each * 0.85);
      expect(Math.max(...counts)).toBeLessThan(each * 1.15);
    }
  });
});
