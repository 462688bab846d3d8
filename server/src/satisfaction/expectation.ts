import { beside, type Groups } from './groups.js';
import { parts, type Tally } from './tally.js';
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

/** Of voters: how many, and how many of them are there through one user alone (Tally). */
interface Voters {
  n: number;
  alone: number;
}

/** Voters in past weeks, on average, and today: of the group, of it in trouble, and beside all trouble. */
interface Counts {
  past: { group: Voters; inTrouble: Voters; beside: number };
  today: { group: number; inTrouble: Voters; beside: number };
}

/** As many as there would be on a day with `scale` times the users. */
const grown = ({ n, alone }: Voters, scale: number): number => n + (scale - 1) * alone;

/** Who is there and who is missing, as shares of the expected. */
const presenceOf = ({
  today,
  past,
}: Counts): Pick<Presence, 'share' | 'missing'> & { expected: number; troubled: number } => {
  const scale = (today.beside + towardsOne) / (past.beside + towardsOne);
  const expected = grown(past.group, scale);
  if (expected <= 0) return { share: 1, missing: 0, expected: 0, troubled: 0 };
  // a user weighs less among more of them
  const met = grown(today.inTrouble, scale) / scale;
  const troubled = grown(past.inTrouble, scale);
  const missing = Math.max(0, troubled - met) / expected;
  return { share: today.group / expected, missing, expected, troubled: troubled / expected };
};

/** By how much one group differs from week to week beside another beyond chance, as a share of itself. */
const restlessness = (weeks: readonly Tally[], group: number): number => {
  const counts = weeks.map(({ n }) => [n[group], n[beside]]);
  if (counts.some(([own, other]) => own === 0 || other === 0)) return 0;
  const ratios = counts.map(([own, other]) => Math.log(own / other));
  const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length;
  const variance = ratios.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (ratios.length - 1);
  const chance = counts.reduce((sum, [a, b]) => sum + 1 / a + 1 / b, 0) / counts.length;
  return Math.sqrt(Math.max(0, variance - 2.5 * chance) * (1 + 1 / weeks.length));
};

/** What is left of a number without the customers of one part. */
const restOf = (of: Float64Array, byPart: Float64Array, group: number, part: number): number =>
  of[group] - byPart[group * parts + part];

/**
 * Who of a group's expected voters is there. Expected are as many as in the same hour of past weeks, grown as
 * today's users have beside the trouble, by those who are there in past weeks too (witnesses.ts): who is driven
 * elsewhere must not make the day look busy. On a day that is `scale` times as busy there are `scale`
 * times the voters of one user, and hardly more of those with many, of whom some come anyway: of those who come,
 * P(some come) grows by the share that one comes alone (d log P ÷ d log scale, for users who come independently).
 *
 *   scale    = (beside today + 4) ÷ (beside past + 4)
 *   grown(x) = x + (scale − 1) · those of x who are there through one user on one channel alone
 *   expected = grown(past)
 *   missing  = grown(past in trouble) − grown(today in trouble) ÷ scale
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
  /** Counts of some of the customers: all of them, or all but those of one part. */
  const counts = (
    some: (all: Float64Array, byPart: Float64Array, group: number) => number,
  ): Counts => {
    const votersOf = (tally: Tally, which: number): Voters => ({
      n: some(tally.n, tally.byPart, which),
      alone: some(tally.alone, tally.aloneByPart, which),
    });
    const pastOf = (which: number): Voters => {
      const voters = weeks.map((week) => votersOf(week, which));
      const meanOver = (of: (each: Voters) => number): number =>
        voters.reduce((sum, each) => sum + of(each), 0) / weeks.length;
      return { n: meanOver(({ n }) => n), alone: meanOver(({ alone }) => alone) };
    };
    return {
      past: { group: pastOf(group), inTrouble: pastOf(inTrouble), beside: pastOf(beside).n },
      today: {
        group: votersOf(today, group).n,
        inTrouble: votersOf(today, inTrouble),
        beside: votersOf(today, beside).n,
      },
    };
  };
  const whole = presenceOf(counts((all, _, which) => all[which]));
  if (whole.expected === 0) return { ...everybody, expected: today.n[group] };
  const { n, sum } = today.metBeside;
  const meanBeside = n[group] === 0 ? mean : sum[group] / n[group];
  const rests = Array.from({ length: parts }, (_, part) => ({
    presence: {
      meanBeside,
      ...presenceOf(counts((of, byPart, which) => restOf(of, byPart, which, part))),
    },
    mean:
      restOf(today.sum, today.sumByPart, group, part) / restOf(today.n, today.byPart, group, part),
  }));
  const ofPresence = rests.map(({ presence }) => lowEnd(mean, presence));
  const ofVotes = rests.map(({ mean: without }) => without * whole.share);
  const { error: chance, correlation } = jackknifed(ofPresence, ofVotes);
  const restless = whole.troubled * restlessness(weeks, inTrouble);
  const error = Math.hypot(chance, restless);
  const withVotes = error === 0 ? 0 : (correlation * chance) / error;
  return { ...whole, meanBeside, error, withVotes };
};

/** The standard error of the first of two numbers, and how they go together, from what they are without each part. */
const jackknifed = (ones: readonly number[], others: readonly number[]) => {
  const away = (list: readonly number[]): number[] => {
    const middle = list.reduce((a, b) => a + b, 0) / list.length;
    return list.map((each) => each - middle);
  };
  const [one, other] = [away(ones), away(others)];
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, each, part) => sum + each * b[part], 0);
  const both = Math.sqrt(product(one, one) * product(other, other));
  return {
    error: Math.sqrt(product(one, one) * ((parts - 1) / parts)),
    correlation: both > 0 ? Math.max(-1, Math.min(1, product(one, other) / both)) : 0,
  };
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
