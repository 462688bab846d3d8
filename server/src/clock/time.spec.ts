import fc from 'fast-check';
import { parseAt } from './time.js';

describe('the time of a signal', () => {
  it.each([
    ['2026-01-31T09:30:00Z', Date.UTC(2026, 0, 31, 9, 30)],
    ['2026-01-31t09:30:00z', Date.UTC(2026, 0, 31, 9, 30)],
    ['2026-01-31 09:30:00Z', Date.UTC(2026, 0, 31, 9, 30)],
    ['2026-01-31T09:30:00.250Z', Date.UTC(2026, 0, 31, 9, 30, 0, 250)],
    ['2026-01-31T09:30:00.123456789Z', Date.UTC(2026, 0, 31, 9, 30, 0, 123)],
    ['2028-02-29T09:30:00Z', Date.UTC(2028, 1, 29, 9, 30)],
    ['2026-01-31T09:30:00+02:00', Date.UTC(2026, 0, 31, 7, 30)],
    ['2026-01-31T09:30:00-05:30', Date.UTC(2026, 0, 31, 15)],
    [1_769_851_800_000, 1_769_851_800_000],
    [1_769_851_800_000.9, 1_769_851_800_000],
    [-1, -1],
  ])('%j is understood', (given, expected) => {
    expect(parseAt(given)).toBe(expected);
  });

  it.each([
    '',
    'now',
    '2026-01-31',
    '2026-01-31T09:30:00',
    '2026-01-31T09:30Z',
    '2026-13-31T09:30:00Z',
    '2026-02-29T09:30:00Z',
    '2026-04-31T09:30:00Z',
    '2026-01-31T25:30:00Z',
    '1769851800000',
    ' 2026-01-31T09:30:00Z',
    '2026-01-31T09:30:00Z\n',
    Number.NaN,
    Infinity,
  ])('%j is refused', (given) => {
    expect(parseAt(given)).toBeUndefined();
  });

  it('reads back what a Date has written', () => {
    const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z') };
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), (date) => {
        expect(parseAt(date.toISOString())).toBe(date.getTime());
        expect(parseAt(date.getTime())).toBe(date.getTime());
      }),
    );
  });
});
