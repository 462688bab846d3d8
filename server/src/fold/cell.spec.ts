import fc from 'fast-check';
import {
  addLatency,
  bucketOf,
  emptyCell,
  latencyBucketOf,
  latencyOfBucket,
  latencyQuantile,
  mergeCell,
  packCell,
  unpackCell,
  type Cell,
} from './cell.js';

const count = fc.nat();
const cell: fc.Arbitrary<Cell> = fc.record({
  ok: count,
  slow: count,
  failed: count,
  synthetic: count,
  latency: fc
    .array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 1_000_000 })))
    .map((pairs) => new Map(pairs)),
});

const merged = (...cells: Cell[]): Cell => {
  const total = emptyCell();
  for (const each of cells) mergeCell(total, each);
  return total;
};

const ofLatencies = (latencies: number[]): Cell => {
  const made = emptyCell();
  for (const latency of latencies) addLatency(made, latency);
  return made;
};

describe('a cell', () => {
  it('is read back as it was written, and the same cell packs to the same bytes', () => {
    fc.assert(
      fc.property(cell, (written) => {
        const read = unpackCell(packCell(written));
        expect(read).toEqual(written);
        const turned = { ...written, latency: new Map([...written.latency].reverse()) };
        expect(packCell(turned)).toEqual(packCell(written));
      }),
    );
  });

  it('torn anywhere is a RangeError, or one with less of its histogram', () => {
    fc.assert(
      fc.property(cell, fc.nat(), (written, cut) => {
        const bytes = packCell(written);
        try {
          const read = unpackCell(bytes.subarray(0, cut % bytes.length));
          expect(read.latency.size).toBeLessThan(written.latency.size);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  it('merges by adding, in any order', () => {
    fc.assert(
      fc.property(cell, cell, cell, (a, b, c) => {
        expect(packCell(merged(a, b, c))).toEqual(packCell(merged(merged(c, a), b)));
        expect(merged(a, b).failed).toBe(a.failed + b.failed);
      }),
    );
  });

  it('lies in the ten seconds that its events fell in', () => {
    expect([0, 9_999, 10_000, -1].map(bucketOf)).toEqual([0, 0, 10_000, -10_000]);
  });
});

describe('the latency histogram', () => {
  it('is right within 5 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), (latency) => {
        const stands = latencyOfBucket(latencyBucketOf(latency));
        expect(Math.abs(stands - latency)).toBeLessThanOrEqual(latency * 0.0501);
      }),
    );
  });

  it('gives any quantile within 5 %, merged or not', () => {
    const latencies = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1 });
    fc.assert(
      fc.property(latencies, latencies, fc.constantFrom(0.01, 0.5, 0.95, 1), (a, b, q) => {
        const all = [...a, ...b].sort((x, y) => x - y);
        const exact = all[Math.ceil(q * all.length) - 1];
        const found = latencyQuantile(merged(ofLatencies(a), ofLatencies(b)), q)!;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.0501);
      }),
    );
  });

  it('knows nothing quicker than a millisecond, and says nothing of nothing', () => {
    expect(latencyQuantile(ofLatencies([0, 0.4]), 0.5)).toBe(0);
    expect(latencyQuantile(emptyCell(), 0.5)).toBeUndefined();
  });
});
