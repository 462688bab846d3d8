import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Shapes } from './shapes.js';

/** The same, by looking at everything. */
const slowly = (series: readonly number[], step: number, memory: number): number | undefined => {
  const known = series.slice(-memory);
  const span = 8 * step;
  const distances: number[] = [];
  for (let back = span; back <= known.length - span; back += step) {
    let sum = 0;
    for (let lag = 0; lag < span; lag += step) {
      sum += (known.at(-1 - lag)! - known.at(-1 - back - lag)!) ** 2;
    }
    distances.push(Math.sqrt(sum));
  }
  const nearest = distances.sort((a, b) => a - b).slice(0, 3);
  return nearest.length < 3 ? undefined : nearest.reduce((a, b) => a + b) / 3;
};

describe('memory of shapes', () => {
  it('knows how the like of it went on', () => {
    const shapes = new Shapes(1, 100);
    const beat = (i: number) => (i % 20 < 9 ? (i % 20) ** 2 : 0);
    expect(shapes.next()).toBeNaN();
    for (let i = 0; i < 130; i++) {
      if (i > 90) expect(shapes.next()).toBe(beat(i) - beat(i - 1));
      shapes.push(beat(i));
    }
  });

  it('finds the nearest three, however it looks for them', () => {
    const series = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(series, fc.constantFrom(1, 2), (values, step) => {
        const shapes = new Shapes(step, 70);
        values.forEach((value, i) => {
          const expected = slowly(values.slice(0, i + 1), step, 70);
          const found = shapes.push(value);
          if (expected === undefined) expect(found).toBeUndefined();
          else expect(found).toBeCloseTo(expected, 9);
        });
      }),
      { numRuns: 30 },
    );
  });
});
