import { onsetOf } from './onset.js';
import { Past } from './past.js';
import { minute, noon, second } from './town.fixture.js';

const began = noon + 50 * minute;

/** An hour of 10 tries in 10 s; a twentieth fails from `began` on, and one person so many times in a `storm`. */
const lived = (storm: (at: number) => number, share = 0.05, since = began): Past => {
  const past = new Past();
  for (let at = noon, i = 0; at < noon + 60 * minute; at += 10 * second, i++) {
    const few = share < 0.1;
    const many = at < since || (few && i % 2 > 0) ? 0 : few ? 1 : share * 10;
    const fails = Array.from({ length: many }, (_, n) => 1_000 + i * 10 + n);
    const failingPeople = [...fails, ...Array.from({ length: storm(at) }, () => 7)];
    const failed = failingPeople.length;
    const portion = {
      ok: few ? 10 : 10 - many,
      failed,
      nameless: 0,
      budget: 0.01,
      failingPeople,
      tryingPeople: [],
    };
    past.add(at, { ...portion, firstFailed: failed > 0 ? at : Infinity });
  }
  return past;
};
const onset = (past: Past): number => onsetOf(past, noon + 60 * minute - 1, noon, 0.001);

describe('an onset', () => {
  it('is where more began to fail than usual', () => {
    expect(Math.abs(onset(lived(() => 0)) - began)).toBeLessThan(20 * second);
  });

  it('is not where one person began to try again and again', () => {
    const storm = (at: number): number => (at >= noon + 10 * minute ? 20 : 0);
    const found = onset(lived(storm));
    expect(Math.abs(found - began)).toBeLessThan(3 * minute);
  });

  it('is not where one failed by chance long before most do', () => {
    const since = noon + 59 * minute;
    const found = onset(lived((at) => Number(at === noon + 50 * minute), 0.6, since));
    expect(Math.abs(found - since)).toBeLessThan(20 * second);
  });
});
