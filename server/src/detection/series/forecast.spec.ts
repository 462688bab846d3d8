import { describe, expect, it } from '@jest/globals';
import { Forecast } from './forecast.js';

const unknown = { daily: NaN, weekly: NaN };

/** The mean error of the last hundred of 400 forecasts of a walk by −1, 0 and 1, by what its guess knows. */
const errorWith = (guess: (move: number) => number): number => {
  const forecast = new Forecast();
  let [state, x, errors] = [7, 0, 0];
  for (let i = 0; i < 400; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const move = Math.floor((state / 2 ** 32) * 3) - 1;
    const error = forecast.push((x += move), unknown, guess(move));
    if (i >= 300) errors += Math.abs(error) / 100;
  }
  return errors;
};

describe('a forecast', () => {
  it('learns how far a guess can be trusted', () => {
    expect(errorWith((move) => move)).toBeLessThan(0.05);
    expect(errorWith((move) => -3 * move)).toBeLessThan(0.05);
    expect(errorWith(() => NaN)).toBeGreaterThan(0.5);
    expect(errorWith((move) => (move === 0 ? 1e300 : NaN))).toBeLessThan(2);
  });
});
