import { burnOf } from './burn-rate.js';
import { Past } from './past.js';
import { minute, noon, second } from './town.fixture.js';

/** Ten tries a second; all fail from the 60th to the 62nd minute, and nothing else does. */
const pastOf = (until: number): Past => {
  const past = new Past();
  for (let at = noon; at < until; at += 10 * second) {
    const broken = at >= noon + 60 * minute && at < noon + 62 * minute;
    const people = Array.from({ length: 100 }, (_, i) => (at - noon) / 10 + i);
    past.add(at, {
      ok: broken ? 0 : 100,
      failed: broken ? 100 : 0,
      nameless: 0,
      budget: 0.1,
      firstFailed: broken ? at : Infinity,
      failingPeople: broken ? people : [],
      tryingPeople: people,
    });
  }
  return past;
};

describe('a burn', () => {
  it('is seen in the hour after two minutes of failure', () => {
    const burn = burnOf(pastOf(noon + 64 * minute), noon + 64 * minute, 0.001)!;
    expect(burn.believed).toBe(true);
    expect(burn.window.factor).toBe(14.4);
    expect(burn.rate).toBeGreaterThan(14.4);
  });

  it('is none once what failed is known to be over', () => {
    for (const later of [63, 70, 85, 90]) {
      const at = noon + later * minute;
      expect(burnOf(pastOf(at), at, 0.001, noon + 62 * minute)).toBeUndefined();
    }
  });
});
