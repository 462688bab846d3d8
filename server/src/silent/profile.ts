import type { Tally } from './tally.js';

/**
 * Lost comings for each person hit, by interval, guessed from what is missing alone. Needed where hardly
 * anyone is counted, because all are silent or because nothing is wrong.
 *
 * Being hit sticks to a device, and those hit first are healed last. So a coming at t is lost with the share
 * m(t) missing then, and a person is hit with the largest m among their comings, not with 1 − ∏(1 − m),
 * which would be for hits dealt out anew at each coming.
 */
export const profileOf = (tally: Tally, expected: Float64Array, missing: Float64Array) => {
  const { pastPerson, pastWeek, pastInterval, intervals } = tally;
  const share = missingShare(expected, missing);
  const lost = new Float64Array(intervals);
  let hit = 0;
  for (let i = 0; i < pastPerson.length;) {
    const [person, week] = [pastPerson[i], pastWeek[i]];
    let most = 0;
    for (; pastPerson[i] === person && pastWeek[i] === week; i++) {
      const t = pastInterval[i];
      lost[t] += share[t];
      most = Math.max(most, share[t]);
    }
    hit += most;
  }
  return hit > 0 ? lost.map((n) => n / hit) : lost;
};

/** Parts of equal expectation of which a missing share is taken. */
const stretches = 8;
/** Where nothing is missing anybody could be. */
const least = 0.01;

/**
 * The missing share by interval: that of its stretch, drawn towards the mean of all stretches by as much as
 * their differences may be chance (empirical Bayes, weight τ² ÷ (τ² + σ²)).
 */
export const missingShare = (expected: Float64Array, missing: Float64Array): Float64Array => {
  const total = expected.reduce((a, b) => a + b, 0) || 1;
  const mean = missing.reduce((a, b) => a + b, 0) / total;
  const [of, gone] = [new Float64Array(stretches), new Float64Array(stretches)];
  let before = 0;
  const stretchOf = Int32Array.from(expected, (n, t) => {
    const middle = (before + n / 2) / total;
    before += n;
    const stretch = Math.min(stretches - 1, Math.floor(middle * stretches));
    of[stretch] += n;
    gone[stretch] += missing[t];
    return stretch;
  });
  const filled = [...of.keys()].filter((s) => of[s] > 0);
  // what came is a Poisson number, and so is, over four weeks, what was expected
  const chance = (s: number): number => 1.25 / of[s];
  const differ = filled.reduce((v, s) => v + (gone[s] / of[s] - mean) ** 2 - chance(s), 0);
  const spread = Math.max(0, differ / Math.max(1, filled.length - 1));
  return Float64Array.from(stretchOf, (s) => {
    const own = of[s] > 0 ? gone[s] / of[s] - mean : 0;
    const trust = of[s] > 0 ? spread / (spread + chance(s)) : 0;
    return Math.min(1, Math.max(least, mean + trust * own));
  });
};
