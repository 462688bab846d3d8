import { formats } from './format.js';

const en = formats('en', 'UTC');
const de = formats('de', 'UTC');
const noon = Date.UTC(2026, 2, 14, 12, 4, 31);

describe('formats', () => {
  it.each([
    [0, '0.0 s'],
    [430, '0.4 s'],
    [12_700, '12 s'],
    [125_000, '2 min'],
    [7_300_000, '2 h'],
    [200_000_000, '2 days'],
  ])('age of %i ms', (ms, words) => {
    expect(en.age(ms).replaceAll('\u00a0', ' ')).toBe(words);
  });

  it.each([
    [65_000, '1:05'],
    [3_723_000, '1:02:03'],
    [176_400_000, '2 days 01:00:00'],
    [-5, '0:00'],
  ])('running clock of %i ms', (ms, words) => {
    expect(en.running(ms)).toBe(words);
  });

  it('never rounds a share to all or to none', () => {
    expect(en.share(1)).toBe('100%');
    expect(en.share(0.9996)).toBe('>\u200999.9%');
    expect(en.share(0.994)).toBe('99.4%');
    expect(en.share(0.345)).toBe('35%');
    expect(en.share(0.0001)).toBe('<\u20090.1%');
    expect(en.share(0)).toBe('0%');
  });

  it('speaks the page’s language', () => {
    expect(de.number(1_234_567)).toBe('1.234.567');
    expect(de.money({ amount: 12_345.6, currency: 'EUR' })).toBe('12.346\u00a0€');
    expect(en.money({ amount: 12.5, currency: 'USD' })).toBe('$12.50');
    expect(de.age(430)).toBe('0,4\u00a0s');
    expect(de.span(300_000)).toBe('5 Minuten');
  });

  it('tells the time, with the date only on another day', () => {
    expect(en.clock(noon)).toBe('12:04:31');
    expect(en.moment(noon, noon + 60_000)).toBe('12:04');
    expect(en.moment(noon, noon + 86_400_000)).toBe('Mar 14, 12:04');
  });
});

describe('numbers in little room', () => {
  it.each([
    [0, '0'],
    [0.001, '1'],
    [0.384, '38'],
    [0.999, '99'],
    [1, '100'],
  ])('a share of %d as a percentage: %s', (share, words) => {
    expect(en.percent(share)).toBe(words);
  });

  it('is exact below a million', () => {
    expect(en.brief(999_999)).toBe('999,999');
    expect(en.brief(1_794_461)).toBe('1.8M');
    expect(de.compactParts(1_234_567)).toEqual(['1,23', 'Mio.']);
  });
});
