import type { Satisfaction } from '@rollcall/shared';
import { besidePast } from './beside-past.js';

const past = { index: 95, low: 93, high: 96, weeks: 4 };
const at = (low: number | null, high: number | null, beside: Partial<Satisfaction> = { past }) =>
  besidePast({ index: high, low, high, n: 10, ...beside });

describe('satisfaction beside past weeks', () => {
  it('is unusual only beyond all of them, margin and all', () => {
    expect(at(60, 92.9)).toBe('below');
    expect(at(60, 93)).toBe('usual');
    expect(at(94, 99)).toBe('usual');
    expect(at(96.1, 99)).toBe('above');
  });

  it('is not compared without a past, or with nobody there', () => {
    expect(at(60, 90, {})).toBe(null);
    expect(at(60, 90, { past: null })).toBe(null);
    expect(at(null, null)).toBe(null);
  });
});
