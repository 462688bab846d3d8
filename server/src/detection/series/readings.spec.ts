import { describe, expect, it } from '@jest/globals';
import { columnsOf, timeOf, valueOf } from './readings.js';

describe('readings', () => {
  it('finds its columns wherever they are, and names those that are missing', () => {
    expect(columnsOf(['host', ' "Value"', 'TIMESTAMP'])).toEqual({ value: 1, timestamp: 2 });
    expect(columnsOf(['time', 'value'])).toEqual({
      problem: expect.stringContaining('"timestamp" is missing (found: time, value)'),
    });
  });

  it.each([
    ['2014-07-01 00:30:00', '2014-07-01T00:30:00.000Z'],
    ['2014-07-01 00:30:00.250000', '2014-07-01T00:30:00.250Z'],
    ['2014-07-01T00:30:00+02:00', '2014-06-30T22:30:00.000Z'],
    ['2014-07-01 00:30', '2014-07-01T00:30:00.000Z'],
    ['2014-07-01', '2014-07-01T00:00:00.000Z'],
    ['1404174600', '2014-07-01T00:30:00.000Z'],
    ['1404174600.5', '2014-07-01T00:30:00.500Z'],
    ['1404174600000', '2014-07-01T00:30:00.000Z'],
    ['1404174600000000', '2014-07-01T00:30:00.000Z'],
    ['7', '1970-01-01T00:00:07.000Z'],
  ])('reads the time %s', (text, iso) => {
    expect(new Date(timeOf(text)!).toISOString()).toBe(iso);
  });

  it.each(['', 'noon', '2014-02-30 00:00:00', '2014-13-01', '07/01/2014', 'NaN'])(
    'does not take "%s" for a time',
    (text) => expect(timeOf(text)).toBeUndefined(),
  );

  it('tells a value from a missing one, and both from what is neither', () => {
    expect(['-1.5', '1e3', '.5', '0'].map(valueOf)).toEqual([-1.5, 1000, 0.5, 0]);
    expect(['', 'NaN', 'null', 'inf', '1e999'].map(valueOf)).toEqual(Array(5).fill(NaN));
    expect(['abc', '1,5', '1 2'].map(valueOf)).toEqual(Array(3).fill(undefined));
  });
});
