import { beside, type Groups } from './groups.js';
import { parts, type Tally } from './count-votes.js';
import { everybody, type Presence } from './interval.js';

/** Voters beside the trouble that "as in past weeks" is worth, where hardly anyone is there to compare. */
const towardsOne = 30;
/** With one week there is no telling chance from habit. */
const fewestWeeks = 2;
/** A week with less than this share of the fullest week's voters is a gap in what we were told. */
const leastOfUsual = 0.3;
/** t of Student for as many parts, over z. */
const tOverZ = 2.04 / 1.96;

/** What past weeks say of a group of voters at this hour. */
export interface Expected extends Presence {
  /** Voters of the panel, today and as expected today. */
  present: number;
  expected: number;
}

/** Weeks that can be compared with: known, and without a gap. */
export const ordinaryWeeks = (weeks: readonly Tally[]): Tally[] => {
  const most = Math.max(0, ...weeks.map(({ n }) => n[0]));
  return weeks.filter(({ n }) => n[0] > 0 && n[0] >= most * leastOfUsual);
};

interface Counts {
  present: number;
  past: number;
  besideToday: number;
  besidePast: number;
}

const expectedFrom = ({ past, besideToday, besidePast }: Counts): number =>
  (past * (besideToday + towardsOne)) / (besidePast + towardsOne);

/** By how much the group's share of all differs from week to week beyond chance, as a share of itself. */
const restlessness = (weeks: readonly Tally[], group: number): number => {
  const counts = weeks.map(({ n }) => [n[group], n[beside]]);
  if (counts.some(([own, other]) => own === 0 || other === 0)) return 0;
  const ratios = counts.map(([own, other]) => Math.log(own / other));
  const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length;
  const variance = ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (ratios.length - 1);
  const chance = counts.reduce((sum, [a, b]) => sum + 1 / a + 1 / b, 0) / counts.length;
  return Math.sqrt(Math.max(0, variance - 1.5 * chance) * (1 + 1 / weeks.length));
};

/**
 * How many of a group's expected voters are there. Expected are as many as in the same hour of past weeks,
 * times how today compares with them where nothing is wrong:
 *
 *   expected = past · (beside today + 30) ÷ (beside past + 30)
 *
 * The error is a jackknife over parts of the customers, who are the clusters; it holds what hangs on who came,
 * today and then. To it comes how restless past weeks were.
 *
 * @param troubled whether anything is wrong in any slice of the group; if not, nobody is missed there
 */
export const expectationOf = (
  today: Tally,
  weeks: readonly Tally[],
  group: number,
  troubled: boolean,
): Expected | null => {
  if (weeks.length < fewestWeeks) return null;
  const count = (of: (tally: Tally) => number): number =>
    weeks.reduce((sum, week) => sum + of(week), 0) / weeks.length;
  const whole: Counts = {
    present: today.n[group],
    past: count(({ n }) => n[group]),
    besideToday: today.n[beside],
    besidePast: count(({ n }) => n[beside]),
  };
  const expected = expectedFrom(whole);
  const { present } = whole;
  if (!troubled || expected === 0) return { ...everybody, present, expected: present };
  const share = present / expected;
  const without: number[] = [];
  for (let part = 0; part < parts; part++) {
    const rest: Counts = {
      present: present - today.byPart[group * parts + part],
      past: whole.past - count(({ byPart }) => byPart[group * parts + part]),
      besideToday: whole.besideToday - today.byPart[beside * parts + part],
      besidePast: whole.besidePast - count(({ byPart }) => byPart[beside * parts + part]),
    };
    const others = expectedFrom(rest);
    without.push(others === 0 ? share : rest.present / others);
  }
  const mean = without.reduce((a, b) => a + b, 0) / parts;
  const chance = without.reduce((sum, each) => sum + (each - mean) ** 2, 0) * ((parts - 1) / parts);
  const error = Math.hypot(Math.sqrt(chance) * tOverZ, share * restlessness(weeks, group));
  return { share, error, present, expected: Math.max(expected, present) };
};

/** Below this mean vote a slice is in trouble, from so many voters on. */
const troubledBelow = 0.9;
const fewestVoters = 5;
/** A slice is also in trouble if it has less than this share of what the others lead one to expect, … */
const missingBelow = 0.7;
/** … and that is this many standard errors from chance, with as many expected at least. */
const missingErrors = 4;
const fewestExpected = 20;

/**
 * Slices in which something is wrong: in an open incident, or many of who is there are not well, or many more
 * are missing than in the others.
 * @param today and weeks: tallies of the same groups
 */
export const troubledSlices = (
  groups: Groups,
  today: Tally,
  weeks: readonly Tally[],
  inIncident: (slice: number) => boolean,
): Set<number> => {
  const slices = [...groups.sliceGroup.keys()].filter((slice) => groups.sliceGroup[slice] >= 0);
  const found = slices.map((slice) => {
    const group = groups.sliceGroup[slice];
    const past = weeks.reduce((sum, { n }) => sum + n[group], 0) / Math.max(1, weeks.length);
    return { slice, past, now: today.n[group], sum: today.sum[group] };
  });
  const troubled = new Set(
    found
      .filter(
        ({ slice, now, sum }) =>
          inIncident(slice) || (now >= fewestVoters && sum < troubledBelow * now),
      )
      .map(({ slice }) => slice),
  );
  const sound = found.filter(({ slice, past }) => !troubled.has(slice) && past >= fewestExpected);
  const usual = weightedMedian(sound.map(({ now, past }) => ({ value: now / past, weight: past })));
  for (const { slice, past, now } of sound) {
    const expected = past * usual;
    const gap = expected - now;
    if (now < missingBelow * expected && gap > missingErrors * Math.sqrt(expected))
      troubled.add(slice);
  }
  return troubled;
};

const weightedMedian = (list: { value: number; weight: number }[]): number => {
  const sorted = [...list].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) if ((sum += weight) >= half) return value;
  return 1;
};
