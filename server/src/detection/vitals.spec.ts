import type { Satisfaction } from '@rollcall/shared';
import { contactRate, vitalsOf } from './vitals.js';

const nobody = { index: null, low: null, high: null, n: 0 };
const group = (value: string, n: number, index: number, expected: number | null) => ({
  ...nobody,
  value,
  n,
  index,
  expected,
  past: null,
});

describe('vitals of a minute', () => {
  const live: Satisfaction = {
    ...nobody,
    n: 500,
    unidentified: 20,
    services: [group('pay', 90, 80, 120), group('play', 400, 99.5, null), group('rare', 3, 0, 4)],
  };

  it('are those of each service, the busiest first', () => {
    expect(vitalsOf(live)).toEqual({
      of: 'customers',
      services: [
        { service: 'play', active: 400, index: 99.5, silent: null },
        { service: 'pay', active: 90, index: 80, silent: 0.25 },
        { service: 'rare', active: 3, index: null, silent: null },
      ],
    });
  });

  it('are of users where no customer is known', () => {
    expect(vitalsOf({ ...live, unidentified: 500 }).of).toBe('users');
    expect(vitalsOf(nobody)).toEqual({ of: 'customers', services: [] });
  });

  it('have nobody absent where more came than was expected', () => {
    const more = { ...live, services: [group('play', 130, 99, 100)] };
    expect(vitalsOf(more).services).toMatchObject([{ silent: 0 }]);
  });

  it('give contacts for each thousand who are active, unless these are few', () => {
    expect(contactRate(3, 600)).toBe(5);
    expect(contactRate(0, 600)).toBe(0);
    expect(contactRate(3, 4)).toBeNull();
    expect(contactRate(3, undefined)).toBeNull();
  });
});
