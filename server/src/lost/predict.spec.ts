import { logGamma, predicted } from './predict.js';

const calm = (counts: number[]) => ({ counts, busy: counts.map(() => 1), factor: 1, noise: 0 });
const width = ([low, high]: [number, number]): number => high - low;

describe('a day foretold from past weeks', () => {
  it('is about what they were, times how busy it is', () => {
    const [low, high] = predicted(calm([98, 103, 100, 99]));
    expect(low).toBeLessThan(100);
    expect(high).toBeGreaterThan(100);
    // a Poisson count alone has 39
    expect(high - low).toBeGreaterThan(39);
    expect(high - low).toBeLessThan(80);
    const [twiceLow, twiceHigh] = predicted({ ...calm([98, 103, 100, 99]), factor: 2 });
    expect(twiceLow).toBeLessThan(200);
    expect(twiceLow).toBeGreaterThan(low);
    expect(twiceHigh).toBeGreaterThan(200);
  });

  it('is the less certain the fewer weeks there are, the more they differ, and the less is known of today', () => {
    const four = width(predicted(calm([100, 104, 96, 100])));
    expect(width(predicted(calm([100, 100])))).toBeGreaterThan(1.1 * four);
    expect(width(predicted(calm([150, 60, 130, 60])))).toBeGreaterThan(2 * four);
    expect(width(predicted({ ...calm([100, 104, 96, 100]), noise: 0.3 }))).toBeGreaterThan(
      1.5 * four,
    );
  });

  it('does not mistake a busy week for a restless one', () => {
    const growing = { counts: [70, 80, 95, 115], factor: 1.3, noise: 0 };
    const told = predicted({ ...growing, busy: [0.78, 0.89, 1.05, 1.28] });
    expect(width(told)).toBeLessThan(width(predicted({ ...growing, busy: [1, 1, 1, 1] })));
  });

  it('of nobody is nobody, or few', () => {
    const [low, high] = predicted(calm([0, 0, 0, 0]));
    expect(Math.round(low)).toBe(0);
    expect(high).toBeLessThan(4);
    expect(predicted({ ...calm([5, 5]), factor: 0 })).toEqual([0, 0]);
  });

  it('knows the gamma function', () => {
    expect(logGamma(1)).toBeCloseTo(0, 8);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 8);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 8);
  });
});
