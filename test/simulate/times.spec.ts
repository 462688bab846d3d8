import { beginningOf, day, hour, minute, spoken, spokenLength, timeOf } from './times.js';

describe('times', () => {
  it('are told from the first midnight on', () => {
    expect(timeOf('00:00')).toBe(0);
    expect(timeOf('12:30')).toBe(12.5 * hour);
    expect(timeOf('+1d 02:45')).toBe(day + 2 * hour + 45 * minute);
    for (const no of ['', '24:00', '12.30', '12:3', '1d 02:45', 'noon'])
      expect(timeOf(no)).toBeUndefined();
  });

  it('begin with a date and a zone', () => {
    expect(beginningOf('2012-12-24T06:00:00-08:00')).toEqual({
      at: Date.UTC(2012, 11, 24, 14),
      midnight: Date.UTC(2012, 11, 24, 8),
      offset: -8 * hour,
    });
    for (const no of ['2012-12-24', '2012-12-24T06:00:00', '2012-13-24T06:00:00Z', 'today'])
      expect(beginningOf(no)).toBeUndefined();
  });

  it('read well', () => {
    expect(spoken(Date.UTC(2012, 11, 24, 20, 30), -8 * hour)).toBe('Mon 2012-12-24 12:30 -08:00');
    expect(spoken(0, 0)).toBe('Thu 1970-01-01 00:00 UTC');
    expect([400, 90_000, 120_000, 34 * hour, 90 * minute].map(spokenLength)).toEqual([
      '0 s',
      '1 min 30 s',
      '2 min',
      '34 h',
      '1 h 30 min',
    ]);
  });
});
