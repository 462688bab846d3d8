import { leadError } from '../silent/estimate-silent.js';
import type { SilentQuestion } from '../silent/question.js';
import { mirrored } from '../silent/mirror.js';
import { placesOf } from '../silent/places.js';
import { guessedShare, scaleOf } from '../silent/scale.js';
import { tallyOf, type Tally } from '../silent/tally.js';

/** How busy today is beside past weeks, where nothing is wrong. */
export interface Busy {
  /** How many times as many as usual come to a slice's region in a step. */
  at: (slice: number, step: number) => number;
  /** How busy each past week was beside their mean. */
  weeks: number[];
  /** Relative standard error of `at` over the whole time: its own chance, and how far it is a guess. */
  noise: number;
}

/** Comings that "as busy as the others" is worth, for a past week. */
const trust = 30;
/** Comings beside the scope come in households and habits: their variance, in Poisson's. */
const clustering = 1.5;

const sum = (numbers: ArrayLike<number>): number => {
  let all = 0;
  for (let i = 0; i < numbers.length; i++) all += numbers[i];
  return all;
};

/**
 * The scale of the silent estimate (scale.ts there), which has what an outage pours into the slices beside it
 * taken off again.
 * @param tallied the question's tally, where it was made before
 */
export const busyOf = (question: SilentQuestion, tallied?: Tally): Busy => {
  const { steps, onset = 0, regionOf = () => 0, inScope } = question;
  const tally = tallied ?? tallyOf(question);
  const { whole, intervals, weeks } = tally;
  const { basis, perCounted } = mirrored(tally);
  const scale = scaleOf(tally, whole, basis.scale, perCounted);
  const places = placesOf(question);
  const regions = new Map<number, number>();
  places.of.forEach((place, slice) => {
    if (inScope(slice)) regions.set(regionOf(slice), place);
  });
  const width = Math.max(1, Math.ceil((steps - onset) / intervals));
  const mean = sum(weeks.map(({ beside }) => beside)) / weeks.length;
  const [past, today] = [sum(whole.besidePast), sum(whole.besideToday)];
  const chance = clustering * (1 / (past * weeks.length + 1) + 1 / (today + 1));
  const isKnown = past >= 1 && today >= 1;
  return {
    at: (slice, step) => {
      const interval = Math.min(intervals - 1, Math.floor((step - onset) / width));
      return scale[(regions.get(regionOf(slice)) ?? 0) * intervals + interval];
    },
    weeks: weeks.map(({ beside }) => (beside + trust) / (mean + trust)),
    noise: Math.hypot(
      isKnown ? Math.sqrt(chance) : 0,
      leadError * guessedShare(tally, basis.scale),
    ),
  };
};
