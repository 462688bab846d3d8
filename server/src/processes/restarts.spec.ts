import { crashesInARow, restartDelayMs } from './restarts.js';

describe('restarts', () => {
  it('come at once after a crash out of health, and ever more slowly in a crash loop', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 99].map(restartDelayMs);
    expect(delays).toEqual([50, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  });

  it('forget earlier crashes once the process ran for ten seconds', () => {
    expect(crashesInARow(0, 20)).toBe(1);
    expect(crashesInARow(4, 9_999)).toBe(5);
    expect(crashesInARow(4, 10_000)).toBe(1);
  });
});
