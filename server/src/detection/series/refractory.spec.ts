import { describe, expect, it } from '@jest/globals';
import { Refractory } from './refractory.js';

describe('the rest after an alarm', () => {
  it('presses what follows under the ceiling, in its own order', () => {
    const rest = new Refractory(100, 10);
    expect(rest.push(20)).toBe(20);
    const after = [5, 12, 15, 20].map((evidence) => rest.push(evidence));
    expect(after[0]).toBe(5);
    expect(after).toEqual([...after].sort((a, b) => a - b));
    expect(after[3]).toBeLessThan(20 * 0.6);
  });

  it('lets pass what says much more, and in time what says as much', () => {
    const rest = new Refractory(100, 10);
    rest.push(20);
    expect(rest.push(30)).toBe(30);
    for (let i = 0; i < 10; i++) rest.push(0);
    expect(rest.push(30)).toBeLessThan(30);
    for (let i = 0; i < 100; i++) rest.push(0);
    expect(rest.push(30)).toBe(30);
  });
});
