import { describe, expect, it } from '@jest/globals';
import { Refractory } from './refractory.js';

const alike = (rest: Refractory, evidence: number): number => rest.push(evidence, evidence);

describe('the rest after an alarm', () => {
  it('presses what follows under the ceiling, in its own order', () => {
    const rest = new Refractory(100, 10);
    expect(alike(rest, 20)).toBe(20);
    const after = [5, 12, 15, 20].map((evidence) => alike(rest, evidence));
    expect(after[0]).toBe(5);
    expect(after).toEqual([...after].sort((a, b) => a - b));
    expect(after[3]).toBeLessThan(20 * 0.6);
  });

  it('lets pass what says much more, and in time what says as much', () => {
    const rest = new Refractory(100, 10);
    alike(rest, 20);
    expect(alike(rest, 30)).toBe(30);
    for (let i = 0; i < 10; i++) alike(rest, 0);
    expect(alike(rest, 30)).toBeLessThan(30);
    for (let i = 0; i < 100; i++) alike(rest, 0);
    expect(alike(rest, 30)).toBe(30);
  });

  it('goes by the point itself where there is no alarm', () => {
    const rest = new Refractory(100, 10);
    expect(rest.push(8, 3)).toBe(3);
    expect(rest.push(20, 5)).toBe(20);
    expect(rest.push(18, 5)).toBe(5);
    expect(rest.push(18, 60)).toBeLessThan(11);
  });
});
