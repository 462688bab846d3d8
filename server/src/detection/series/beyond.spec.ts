import { describe, expect, it } from '@jest/globals';
import { Beyond } from './beyond.js';

/** One that has seen 0…100 over and over. */
const seen = (points = 500): Beyond => {
  const beyond = new Beyond(8);
  for (let i = 0; i < points; i++) beyond.push(i % 101);
  return beyond;
};

describe('what was never seen', () => {
  it('says nothing within all seen, and the more the further out, with the sign of the way', () => {
    expect(seen().push(50)).toBe(0);
    const up = [100, 101, 105, 120, 200].map((x) => seen().push(x));
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(up[1]).toBeLessThan(0.5);
    expect(up[2]).toBeCloseTo(4 * Math.log10(2), 0);
    expect(seen().push(-20)).toBeCloseTo(-up[3], 0);
    expect(seen().push(1e9)).toBe(8);
  });

  it('is surprised once: a record is the new measure, and fades', () => {
    const beyond = seen();
    expect(beyond.push(200)).toBeGreaterThan(5);
    expect(beyond.push(200)).toBeLessThan(0.5);
    for (let i = 0; i < 60_000; i++) beyond.push(i % 101);
    expect(beyond.push(200)).toBeGreaterThan(2);
  });

  it('needs thirty numbers, and takes the first move of what never moved for a record', () => {
    expect(seen(29).push(1e9)).toBe(0);
    const still = new Beyond(8);
    for (let i = 0; i < 200; i++) expect(still.push(7)).toBe(0);
    expect(still.push(7)).toBe(0);
    expect(still.push(7.1)).toBe(8);
  });
});
