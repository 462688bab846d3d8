import { onsetOf } from './onset.js';
import { Past } from './past.js';
import { minute, noon, second } from './town.fixture.js';

const began = noon + 50 * minute;

/** An hour of 10 tries in 10 s; a twentieth fails from `began` on, and one person fails at every turn of `storm`. */
const lived = (storm: (at: number) => number): Past => {
  const past = new Past();
  for (let at = noon, i = 0; at < noon + 60 * minute; at += 10 * second, i++) {
    const fails = at >= began && i % 2 === 0 ? [1_000 + i] : [];
    const failingPeople = [...fails, ...Array.from({ length: storm(at) }, () => 7)];
    const failed = failingPeople.length;
    const portion = { ok: 10, failed, nameless: 0, budget: 0.01, failingPeople, tryingPeople: [] };
    past.add(at, { ...portion, firstFailed: failed > 0 ? at : Infinity });
  }
  return past;
};
const onset = (past: Past): number => onsetOf(past, noon + 60 * minute - 1, noon, 0.05, 0.001);

describe('an onset', () => {
  it('is where more began to fail than usual', () => {
    expect(Math.abs(onset(lived(() => 0)) - began)).toBeLessThan(20 * second);
  });

  it('is not where one person began to try again and again', () => {
    const storm = (at: number): number => (at >= noon + 10 * minute ? 20 : 0);
    const found = onset(lived(storm));
    expect(Math.abs(found - began)).toBeLessThan(3 * minute);
  });
});
