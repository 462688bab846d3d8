import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Ranks } from './ranks.js';

describe('ranks of a sliding window', () => {
  it('are those of the last numbers, sorted', () => {
    const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 20 }), (all, size) => {
        const ranks = new Ranks(size);
        all.forEach((x) => ranks.add(x));
        const window = all.slice(-size).sort((a, b) => a - b);
        expect(window.map((_, i) => ranks.at(i))).toEqual(window);
        expect(ranks.count).toBe(window.length);
        for (const x of [-6, 0, 6]) {
          expect(ranks.below(x)).toBe(window.filter((y) => y < x).length);
        }
        expect(ranks.quantile(0)).toBe(window[0]);
        expect(ranks.quantile(1)).toBe(window.at(-1));
      }),
    );
  });
});
