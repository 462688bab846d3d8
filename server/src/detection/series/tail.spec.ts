import { describe, expect, it } from '@jest/globals';
import { Tail, Tails } from './tail.js';

/** What a tail that has seen 0…999 says of a number. */
const saidOf = (x: number): number => {
  const tail = new Tail(1000, 8);
  for (let i = 0; i < 1000; i++) tail.push((i * 617) % 1000);
  return tail.push(x);
};

describe('the chance of a number as large', () => {
  it('is its rank among those before, and beyond them falls exponentially', () => {
    expect(saidOf(-1)).toBeCloseTo(0, 5);
    expect(saidOf(500)).toBeCloseTo(Math.log10(2), 2);
    expect(saidOf(900)).toBeCloseTo(1, 2);
    const beyond = [1000, 1010, 1020].map(saidOf);
    expect(beyond[1] - beyond[0]).toBeCloseTo(beyond[2] - beyond[1], 9);
    expect(beyond[1]).toBeGreaterThan(beyond[0]);
    expect(saidOf(1e9)).toBe(8);
  });

  it('rises with the number', () => {
    const said = [-1, 0, 1, 499, 984, 985, 986, 999, 1000, 2000].map(saidOf);
    expect(said).toEqual([...said].sort((a, b) => a - b));
  });

  it('says nothing of thirty numbers, and the more the more there are', () => {
    const said = [30, 31, 60, 120, 200, 300].map((nth) => {
      const tail = new Tail(1000, 8);
      for (let i = 1; i < nth; i++) tail.push((i * 617) % 1000);
      return tail.push(1e9);
    });
    expect(said[0]).toBe(0);
    expect(said[1]).toBeCloseTo((8 * 30) / 200, 9);
    expect(said).toEqual([...said].sort((a, b) => a - b));
    expect(said[5]).toBe(8);
  });

  it('is told of both ends by its sign', () => {
    const tails = new Tails(1000, 8);
    for (let i = 0; i < 200; i++) tails.push(i % 10);
    expect(tails.push(60)).toBeGreaterThan(3);
    expect(tails.push(-60)).toBeLessThan(-3);
  });
});
