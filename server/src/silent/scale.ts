import type { Comings, Tally } from './tally.js';
import { overRegions, smoothed, type Windows, windowsOf } from './windows.js';

/**
 * How today compares with past weeks: a holiday, a campaign, growth. Measured beside the scope, where
 * nothing is wrong, over people until they are counted:
 *
 *   f(t) = (today beside − r · what the counted do there) ÷ (past beside − r · what they usually do there + freed)
 *
 * An outage fills the slices beside it, in two ways:
 * - Who fails on the television looks at the phone. The counted show by how much, and for each of them there
 *   are r silent ones, who are among the people.
 * - Who is hit and hasn't noticed isn't busy with the television either:
 *   freed = (1 + r) · first failures ÷ past in scope · (past beside that fell into a coming in scope).
 *
 * The course in time is common to the regions of the scope, its level is each region's own.
 */

/** Comings that make a window: short enough to follow a rush. */
const enough = 150;
/** Past comings beside the scope that what was before the onset is worth: where there are none, all. */
const leadTrust = 3;
/** Past comings before the onset that "as always" is worth. */
const leadTowardsOne = 30;
/** Past comings that "like the other regions" is worth. */
const regionTrust = 300;

export const scaleWindows = ({ intervals }: Tally, { besidePast, besideToday }: Comings): Windows =>
  windowsOf(
    overRegions(
      besidePast.map((past, cell) => (past + besideToday[cell]) / 2),
      intervals,
    ),
    enough,
  );

/** today ÷ past before the onset; towards 1 where little is known. */
const leadScale = ({ leadPast, leadToday }: Comings): number =>
  (leadToday + leadTowardsOne) / (leadPast + leadTowardsOne);

/** By cell. @param perCounted r, silent people for each counted one */
export const scaleOf = (
  { regions, intervals }: Tally,
  comings: Comings,
  windows: Windows,
  perCounted: number,
): Float64Array => {
  const { besidePast, besideToday, countedBesidePast, countedBesideToday } = comings;
  const pooled = (cells: Float64Array) => smoothed(overRegions(cells, intervals), windows);
  const [past, today] = [pooled(besidePast), pooled(besideToday)];
  const [usual, displaced] = [pooled(countedBesidePast), pooled(countedBesideToday)];
  const [first, scope, busy] = [comings.firstLost, comings.past, comings.besideBusy].map(pooled);
  const lead = leadTrust * leadScale(comings);
  const freed = busy.map((n, t) => ((1 + perCounted) * first[t] * n) / Math.max(1, scope[t]));
  const course = today.map(
    (n, t) =>
      Math.max(0, n - perCounted * displaced[t] + lead) /
      Math.max(1, past[t] - perCounted * usual[t] + freed[t] + leadTrust),
  );
  const scale = new Float64Array(regions * intervals);
  for (let region = 0; region < regions; region++) {
    let [came, expected] = [regionTrust, regionTrust];
    for (let t = 0; t < intervals; t++) {
      const cell = region * intervals + t;
      const more = 1 + freed[t] / Math.max(1, past[t]);
      came += besideToday[cell] - perCounted * countedBesideToday[cell];
      expected += course[t] * (besidePast[cell] * more - perCounted * countedBesidePast[cell]);
    }
    const level = Math.max(0, came) / Math.max(1, expected);
    for (let t = 0; t < intervals; t++) scale[region * intervals + t] = course[t] * level;
  }
  return scale;
};

/** How much of the scale is no more than what was before the onset, 0 to 1. */
export const guessedShare = (tally: Tally, windows: Windows): number => {
  const past = smoothed(overRegions(tally.whole.besidePast, tally.intervals), windows);
  return past.reduce((sum, n) => sum + leadTrust / (n + leadTrust), 0) / tally.intervals;
};
