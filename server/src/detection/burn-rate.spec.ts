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

  it('of what misses its objective every day has to be much worse than that', () => {
    const burned = (share: number, usual: number): boolean => {
      const past = new Past();
      for (let s = 0; s < 3_600; s += 10) {
        const failed =
          Math.round(((s + 10) / 10) * share * 100) - Math.round((s / 10) * share * 100);
        const failingPeople = Array.from({ length: failed }, (_, i) => s * 100 + i);
        const portion = { ok: 100 - failed, failed, nameless: 0, budget: 0.1 };
        const at = noon + s * 1_000;
        past.add(at, { ...portion, firstFailed: at, failingPeople, tryingPeople: [] });
      }
      return burnOf(past, noon + 3_599_000, usual)?.believed ?? false;
    };
    expect([burned(0.025, 0.001), burned(0.025, 0.006), burned(0.04, 0.006)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
