import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seriesDetector } from './detector.js';

const minute = 60_000;
const from = Date.UTC(2026, 0, 5);

/** A reproducible noise in [-1, 1). */
const noise = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

const scores = (values: readonly number[]): number[] => {
  const detector = seriesDetector();
  return values.map((value, i) => detector.push(from + i * minute, value).score);
};

const restless = (seed: number, length: number): number[] => {
  const next = noise(seed);
  let level = 0;
  return Array.from({ length }, () => (level = 0.8 * level + next()));
};

describe('a series detector', () => {
  it('says nothing of a series that never moves, and much of its first move', () => {
    const still = Array<number>(500).fill(17.3);
    expect(Math.max(...scores(still))).toBe(0);
    expect(scores([...still, 17.4]).at(-1)).toBeGreaterThan(0.5);
  });

  it('judges a point by those before it only', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 599 }), (seed, cut) => {
        const series = restless(seed, 600);
        expect(scores(series.slice(0, cut))).toEqual(scores(series).slice(0, cut));
      }),
      { numRuns: 10 },
    );
  });

  it('is indifferent to the unit and the zero of the values', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(0.001, 0.5, 3, 1000),
        fc.constantFrom(-40, 0, 1e4),
        (seed, a, b) => {
          const series = restless(seed, 600);
          const there = scores(series.map((x) => a * x + b));
          scores(series).forEach((score, i) => expect(there[i]).toBeCloseTo(score, 4));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('stays in [0, 1], whatever comes, and forgets what is no number', () => {
    const wild = fc.array(fc.double(), { minLength: 150, maxLength: 400 });
    fc.assert(
      fc.property(wild, (values) => {
        const [all, whole] = [seriesDetector(), seriesDetector()];
        values.forEach((value, i) => {
          const { score } = all.push(from + i * minute, value);
          expect(score >= 0 && score <= 1).toBe(true);
          const same = Number.isFinite(value) ? whole.push(from + i * minute, value).score : 0;
          expect(score).toBe(same);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('learns what is usual at this time of day, and not from what is unusual', () => {
    const next = noise(8);
    const detector = seriesDetector();
    const quarter = 15 * minute;
    const usual = (i: number) => 100 + 80 * Math.sin((2 * Math.PI * i) / 96);
    const isOdd = (i: number) => i >= 1400 && i < 1408; // at night, as high as by day
    const seen = Array.from({ length: 1600 }, (_, i) =>
      detector.push(from + i * quarter, (isOdd(i) ? 150 : usual(i)) + 4 * next()),
    );
    const scored = seen.map(({ score }) => score);
    expect(Math.max(...scored.slice(1400, 1408))).toBe(Math.max(...scored.slice(400)));
    expect(seen[1400].reason).toMatch(/rise|high for this time/);
    for (const i of [1404, 1500]) expect(Math.abs(seen[i].usual - usual(i))).toBeLessThan(12);
  });

  it('says one thing once, and in words', () => {
    const series = restless(4, 1200);
    for (let i = 1000; i < 1010; i++) series[i] += 30;
    const detector = seriesDetector();
    const seen = series.map((value, i) => detector.push(from + i * minute, value));
    expect(seen[1000].score).toBeGreaterThan(0.6);
    expect(seen[1000].reason).toMatch(/high|rise/);
    const others = seen.filter((_, i) => i !== 1000).map(({ score }) => score);
    expect(Math.max(...others.slice(200))).toBeLessThan(seen[1000].score);
  });
});
