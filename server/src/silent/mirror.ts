import { profileOf } from './profile.js';
import { scaleOf, scaleWindows } from './scale.js';
import { allBut, type Comings, type Tally } from './tally.js';
import { overRegions, smoothed, type Windows, windowsOf } from './windows.js';

/**
 * The counted are a mirror of the silent: both meet the same, only that the counted can tell. So for each of
 * them the same comings are lost, t by t: the one at which they fail, those while it lasts, those of who stays
 * away; less what gets through in between, and less that people come more often until it has worked.
 *
 *   lost(t)    = first(t) + f(t) · what the counted usually do afterwards − what of it got through
 *   missing(t) = f(t) · what people usually do − what arrived − first(t)
 *   silent     = counted · Σ w(t) missing(t) ÷ Σ w(t) lost(t)
 *
 * with first(t) = first failures · (1 − share that an ordinary week would have found busy in the scope):
 * people who are hit are never busy there, so they come sooner than their usual comings tell.
 *
 * Any weights w have the same expectation. They are the lost share, smoothed: where the counted lose nothing
 * any more, what seems missing is mere noise.
 *
 * Some are counted on any day, by bad luck; they lose next to nothing and mirror nobody, so as many as past
 * weeks had are taken off. And all is as if a few more had been counted, who lost comings as `profile` guesses. With hundreds counted that
 * is nothing; with none it is all there is.
 */
const guessed = 8;

/** Expected comings over which weights are smoothed. */
const enough = 300;
/** Silent people disturb the scale, and the scale tells how many they are: rounds until both agree. */
const rounds = 5;

/** What is the same for all parts of the people. */
export interface Basis {
  scale: Windows;
  weights: Windows;
  profile: Float64Array;
}

export interface Mirrored {
  /** People hit in silence; by chance it may be below zero. */
  silent: number;
  /** How much `silent` grows with f, for an f twice as large. */
  slope: number;
  /** How much of the mirror is a guess, 0 to 1. */
  unmirrored: number;
  /** Silent people for each counted one; not below zero. */
  perCounted: number;
  basis: Basis;
}

const balance = ({ intervals }: Tally, comings: Comings, scale: Float64Array) => {
  const { past, today, firstLost, firstBusy, countedPast, countedToday } = comings;
  const byTime = (of: (cell: number) => number) =>
    overRegions(
      Float64Array.from(past, (_, cell) => of(cell)),
      intervals,
    );
  const first = (c: number): number => Math.max(0, firstLost[c] - scale[c] * firstBusy[c]);
  return {
    expected: byTime((c) => scale[c] * past[c]),
    missing: byTime((c) => scale[c] * past[c] - today[c] - first(c)),
    lost: byTime((c) => first(c) + scale[c] * countedPast[c] - countedToday[c]),
  };
};

const solved = (
  tally: Tally,
  comings: Comings,
  share: number,
  basisOf: (expected: Float64Array, missing: Float64Array) => Basis,
  scaleBy: Windows,
): Mirrored => {
  const people = Math.max(0, comings.counted - comings.unlucky) + guessed * share;
  let result: Mirrored | undefined;
  for (let round = 0; round < rounds; round++) {
    const scale = scaleOf(tally, comings, scaleBy, result?.perCounted ?? 0);
    const { expected, missing, lost } = balance(tally, comings, scale);
    const basis = basisOf(expected, missing);
    const all = lost.map((n, t) => n + guessed * share * basis.profile[t]);
    const [losing, of] = [smoothed(all, basis.weights), smoothed(expected, basis.weights)];
    let [gone, whole, growth] = [0, 0, 0];
    for (let t = 0; t < all.length; t++) {
      const weight = Math.max(0, losing[t]) / (of[t] + 1);
      gone += weight * missing[t];
      whole += weight * all[t];
      growth += weight * expected[t];
    }
    const per = whole > 0 ? people / whole : 0;
    const unmirrored = (guessed * share) / people;
    const silent = per * gone;
    const ratio = Math.max(0, silent) / people;
    result = { silent, slope: per * growth, unmirrored, perCounted: ratio, basis };
  }
  return result!;
};

/** Over all people. */
export const mirrored = (tally: Tally): Mirrored => {
  const scale = scaleWindows(tally, tally.whole);
  const basisOf = (expected: Float64Array, missing: Float64Array): Basis => ({
    scale,
    weights: windowsOf(expected, enough),
    profile: profileOf(tally, expected, missing),
  });
  return solved(tally, tally.whole, 1, basisOf, scale);
};

/** Without a part of the people, on the same basis. */
export const mirroredWithout = (tally: Tally, part: number, basis: Basis): Mirrored =>
  solved(tally, allBut(tally, part), 1 - 1 / tally.byPart.length, () => basis, basis.scale);
