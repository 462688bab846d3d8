import { beside, type Groups } from './groups.js';
import { parts, type Tally } from './count-votes.js';
import { everybody, lowEnd, type Presence } from './interval.js';

/** Voters beside the trouble that "as in past weeks" is worth, where hardly anyone is there to compare. */
const towardsOne = 4;
/** With one week there is no telling chance from habit. */
const fewestWeeks = 2;
/** A week with less than this share of the fullest week's voters is a gap in what we were told. */
const leastOfUsual = 0.3;

/** What past weeks say of a group of voters at this hour. */
export interface Expected extends Presence {
  /** Voters of the panel that are expected today. */
  expected: number;
}

/** Weeks that can be compared with: known, and without a gap. */
export const ordinaryWeeks = (weeks: readonly Tally[]): Tally[] => {
  const most = Math.max(0, ...weeks.map(({ n }) => n[0]));
  return weeks.filter(({ n }) => n[0] > 0 && n[0] >= most * leastOfUsual);
};

/** Voters today and, on average, in past weeks: of the group, of it in trouble, and beside all trouble. */
interface Counts {
  today: [group: number, inTrouble: number, beside: number];
  past: [group: number, inTrouble: number, beside: number];
}

/** Who is there and who is missing, as shares of the expected. */
const presenceOf = ({ today, past }: Counts): Omit<Presence, 'error'> & { expected: number } => {
  const scale = (today[2] + towardsOne) / (past[2] + towardsOne);
  const expected = scale * past[0];
  if (expected === 0) return { share: 1, missing: 0, expected };
  const missing = Math.max(0, scale * past[1] - today[1]);
  return { share: today[0] / expected, missing: missing / expected, expected };
};

/** By how much the group's share of all differs from week to week beyond chance, as a share of itself. */
const restlessness = (weeks: readonly Tally[], group: number): number => {
  const counts = weeks.map(({ n }) => [n[group], n[beside]]);
  if (counts.some(([own, other]) => own === 0 || other === 0)) return 0;
  const ratios = counts.map(([own, other]) => Math.log(own / other));
  const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length;
  const variance = ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (ratios.length - 1);
  const chance = counts.reduce((sum, [a, b]) => sum + 1 / a + 1 / b, 0) / counts.length;
  return Math.sqrt(Math.max(0, variance - 2.5 * chance) * (1 + 1 / weeks.length));
};

/**
 * Who of a group's expected voters is there. Expected are as many as in the same hour of past weeks, times how
 * today compares with them beside the trouble, by those who are there in past weeks too (witnesses.ts): who is
 * driven elsewhere must not make the day look busy.
 *
 *   scale    = (beside today + 4) ÷ (beside past + 4)
 *   expected = scale · past
 *   missing  = scale · past in trouble − today in trouble
 *
 * The error is that of the low end: a jackknife over parts of the customers, who are the clusters; it holds what
 * hangs on who came, today and then. To it comes how restless past weeks were.
 *
 * @param inTrouble the group of what was met of it in trouble; undefined: nothing is wrong in any slice of the
 *   group, and nobody is missing there
 * @param mean vote of those who are there
 */
export const expectationOf = (
  today: Tally,
  weeks: readonly Tally[],
  group: number,
  inTrouble: number | undefined,
  mean: number,
): Expected | null => {
  if (weeks.length < fewestWeeks) return null;
  if (inTrouble === undefined) return { ...everybody, expected: today.n[group] };
  const numbers = [group, inTrouble, beside] as const;
  const pastOf = (of: (tally: Tally) => number): number =>
    weeks.reduce((sum, week) => sum + of(week), 0) / weeks.length;
  const counts = (of: (tally: Tally, group: number) => number): Counts => ({
    today: numbers.map((each) => of(today, each)) as Counts['today'],
    past: numbers.map((each) => pastOf((week) => of(week, each))) as Counts['past'],
  });
  const whole = presenceOf(counts(({ n }, each) => n[each]));
  if (whole.expected === 0) return { ...everybody, expected: today.n[group] };
  const ends: number[] = [];
  for (let part = 0; part < parts; part++) {
    const rest = counts(({ n, byPart }, each) => n[each] - byPart[each * parts + part]);
    ends.push(lowEnd(mean, presenceOf(rest)));
  }
  const middle = ends.reduce((a, b) => a + b, 0) / parts;
  const chance = ends.reduce((sum, end) => sum + (end - middle) ** 2, 0) * ((parts - 1) / parts);
  const error = Math.hypot(Math.sqrt(chance), mean * whole.share * restlessness(weeks, group));
  return { ...whole, error };
};

/** Below this mean vote a slice is in trouble, from so many voters on. */
const troubledBelow = 0.9;
const fewestVoters = 5;
/** A slice is also in trouble if it has less than this share of what is usual, on a day as quiet as the others, … */
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
  const busy = upperThird(sound.map(({ now, past }) => ({ value: now / past, weight: past })));
  // a rush in one place makes no trouble of an ordinary day in another
  const usual = Math.min(1, busy);
  for (const { slice, past, now } of sound) {
    const expected = past * usual;
    const gap = expected - now;
    if (now < missingBelow * expected && gap > missingErrors * Math.sqrt(expected))
      troubled.add(slice);
  }
  return troubled;
};

/** What at least a third of the weight has or exceeds. */
const upperThird = (list: { value: number; weight: number }[]): number => {
  const sorted = [...list].sort((a, b) => b.value - a.value);
  const third = sorted.reduce((sum, { weight }) => sum + weight, 0) / 3;
  let sum = 0;
  for (const { value, weight } of sorted) if ((sum += weight) >= third) return value;
  return 1;
};
