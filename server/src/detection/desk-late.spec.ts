import type { Cell } from './cell.js';
import { Rehearsal } from './rehearsal.js';
import { lived, minute, noon, second, slicesOf } from './town.fixture.js';

/** Partitions are counted one beside the other: what failed first may be heard of last. */

const began = noon + 3 * minute;
const slices = slicesOf(['play', 'pay'], ['DE', 'US'], ['tv', 'web']);
const life = {
  rate: () => 20,
  failing: (slice: (typeof slices)[number], at: number) =>
    Number(slice === slices[0] && at >= began),
};

const rehearse = (lateBySeconds: number): Rehearsal => {
  const rehearsal = new Rehearsal(slices);
  let held: Cell[] = [];
  for (const { now, cells } of lived(slices, noon, began + 20 * second, life)) {
    const isFirst = ({ slice, at }: Cell): boolean => slice === 0 && at === began;
    if (lateBySeconds > 0) held.push(...cells.filter(isFirst));
    const due = now >= began + (lateBySeconds + 1) * second ? held : [];
    if (due.length > 0) held = [];
    rehearsal.step([...cells.filter((cell) => lateBySeconds === 0 || !isFirst(cell)), ...due], now);
  }
  return rehearsal;
};

describe('an outage whose first failures are heard of late', () => {
  it('began when the first of them happened, and stays one incident', () => {
    const [known] = rehearse(0).incidents;
    const { incidents } = rehearse(6);
    expect(incidents).toHaveLength(1);
    expect(incidents[0].onset).toBe(known.onset);
    expect(incidents[0].scope).toEqual(known.scope);
    expect(incidents[0].onset).toBeLessThan(began + second);
  });
});
