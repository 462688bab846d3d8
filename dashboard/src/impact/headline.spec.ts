import { formats } from '../ui/format.js';
import { headlines, rounded } from './headline.js';

const en = formats('en', 'UTC');
const room = 11;
const said = (values: number[], format = en) =>
  headlines(
    values.map((value, i) => ({ value, estimate: i === 2 })),
    room,
    format,
  ).map(({ digits, unit, estimate }) => (estimate ? '≈' : '') + digits + unit);

describe('headline numbers', () => {
  it('are exact while they fit, millions among them', () => {
    expect(said([1_729, 2_673, 4_310])).toEqual(['1,729', '2,673', '≈4,310']);
    expect(said([1_234_567, 2_345_678])).toEqual(['1,234,567', '2,345,678']);
  });

  it('are cut to three figures where they don’t fit, and only those that are long', () => {
    expect(said([1_234_567, 2_345_678, 3_210_000])).toEqual(['1.23M', '2.35M', '≈3.21M']);
    expect(said([34_567, 2_345_678, 3_210_000])).toEqual(['34,567', '2.35M', '≈3.21M']);
    expect(said([1_234_567, 2_345_678, 3_210_000], formats('de'))[0]).toBe('1,23Mio.');
  });

  it.each([
    [0, 0],
    [17.4, 17],
    [4_312.7, 4_310],
    [1_234_567, 1_230_000],
  ])('an estimate of %d is told as %d', (value, told) => {
    expect(rounded(value)).toBe(told);
  });
});
