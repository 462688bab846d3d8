import type { Cell } from './cell.js';
import { Detection } from './detection.js';
import { minute, noon } from './town.fixture.js';

/** A place that fails every day, and one that doesn't, of the same service on the same channel. */
const slices = ['BR', 'DE'].map((region) => ({ service: 'play', region, channel: 'tv' }));
let people = 0;

const cell = (slice: number, at: number, tries: number, failed: number): Cell => {
  const failing = Array.from({ length: failed }, () => people++);
  const trying = Array.from({ length: tries }, (_, i) => failing[i] ?? people++);
  return { slice, at, ok: tries - failed, failed, firstFailed: at, failing, trying };
};

/** Lets hours pass; in the first ones DE is busy, then it sleeps. Gives how many slices were in trouble at the most. */
const most = (inBrazil: (m: number) => number): number => {
  const detection = new Detection({ slices, objectiveOf: () => 0.999 });
  let found = 0;
  for (let m = 0; m < 360; m++) {
    const at = noon + m * minute;
    const cells = [cell(0, at, 20, inBrazil(m)), cell(1, at, m < 180 ? 300 : 4, 0)];
    found = Math.max(found, detection.step(cells, at + minute).troubles.length);
  }
  return found;
};

describe('a margin', () => {
  it('is not in trouble when those of its places sleep that seldom fail', () => {
    expect(most((m) => (m < 180 || m % 3 === 0 ? 1 : 2))).toBe(0);
  });

  it('is, when one of them fails more than it does every day', () => {
    expect(most((m) => (m > 300 ? 8 : 1))).toBe(1);
  });
});
