import {
  satisfactionMethod,
  type Satisfaction,
  type SatisfactionAnswer,
  type SatisfactionGroup,
  type SatisfactionSlice,
  type Scored,
} from '@rollcall/shared';
import { median } from '../history/pulse.js';
import type { SliceName } from '../slices/slice.js';
import type { Tally } from './tally.js';
import { all, dimensions, type Dimension, type Group } from './groups.js';
import { hourMs } from './hour-votes.js';
import { everybody, expectedRange, meanOf, wilson } from './interval.js';
import { PastBook, type Past } from './past.js';
import type { StatedScale } from './stated.js';

export interface Counted {
  tally: Tally;
  slices: readonly SliceName[];
  /** null: no past weeks, or not known yet. */
  past: Past | null;
  scores: Record<StatedScale, Scored>;
  apdex: Scored;
  /** The end of the hour, epoch ms. */
  asOf: number;
  complete: boolean;
}

/** Hundredths: enough to see a million voters move, and no noise in a patch. */
const rounded = (value: number): number => Math.round(value * 100) / 100;
const tidy = ({ value, low, high, n }: Scored): Scored => {
  const short = (x: number | null): number | null =>
    x === null ? null : Math.round(x * 1e4) / 1e4;
  return { value: short(value), low: short(low), high: short(high), n };
};

const nobody = { index: null, low: null, high: null };

const rangeOf = (
  n: number,
  mean: number,
  [low, high]: readonly [number, number],
): Pick<SatisfactionGroup, 'index' | 'low' | 'high' | 'n'> => ({
  index: rounded(100 * mean),
  low: rounded(100 * Math.min(low, mean)),
  high: rounded(100 * Math.max(high, mean)),
  n,
});

/** Names of services, regions … in the order of the alphabet, so that a patch moves no rows about. */
const byValue = (a: { value: string }, b: { value: string }): number =>
  a.value < b.value ? -1 : 1;

/** Puts the votes of an hour, what past weeks say of it, and what was stated, into one answer. */
export class Answering {
  private readonly book: PastBook;

  constructor(private readonly counted: Counted) {
    this.book = new PastBook(counted.past);
  }

  private group(number: number): Omit<SatisfactionGroup, 'value'> {
    const { tally } = this.counted;
    return this.of(tally.groups.list[number], tally.n[number], tally.sum[number], number);
  }

  private of(
    group: Group,
    n: number,
    sum: number,
    number: number | undefined,
  ): Omit<SatisfactionGroup, 'value'> {
    const found = this.book.expected(group, n === 0 ? 0 : sum / n);
    const expected = this.book.expectedVoters(found, n);
    const usual = this.book.usual(group);
    const past = usual === null ? null : rounded(usual);
    if (n === 0 || number === undefined) return { ...nobody, n: 0, expected, past };
    const votes = meanOf(n, sum, this.counted.tally.square[number]);
    return {
      ...rangeOf(n, votes.mean, expectedRange(votes, found ?? everybody)),
      expected,
      past,
    };
  }

  /** A dimension's groups: those that are there, and those that past weeks lead one to expect. */
  private by(dimension: Dimension): SatisfactionGroup[] {
    const { tally } = this.counted;
    const found = new Map<string, SatisfactionGroup>();
    tally.groups.list.forEach((group, number) => {
      if (group.dimension === dimension && !group.inTrouble)
        found.set(group.value, { value: group.value, ...this.group(number) });
    });
    for (const group of this.book.groups)
      if (group.dimension === dimension && !found.has(group.value))
        found.set(group.value, { value: group.value, ...this.of(group, 0, 0, undefined) });
    return [...found.values()].filter(({ n, expected }) => n > 0 || expected).sort(byValue);
  }

  private slices(): SatisfactionSlice[] {
    const { tally, slices } = this.counted;
    return slices.flatMap((slice, number) => {
      const group = tally.groups.sliceGroup[number] ?? -1;
      return group < 0 || tally.n[group] === 0 ? [] : [{ ...slice, ...this.group(group) }];
    });
  }

  /** Everything but the breakdowns. */
  private head() {
    const { tally, asOf, apdex, scores } = this.counted;
    const slices = this.slices();
    const weightOf = ({ n, expected }: SatisfactionSlice): number => expected ?? n;
    const weight = slices.reduce((sum, each) => sum + weightOf(each), 0);
    const weighted = slices.reduce((sum, each) => sum + weightOf(each) * (each.index ?? 0), 0);
    const worst = slices.reduce<SatisfactionSlice | null>(
      (least, each) => (least === null || (each.high ?? 0) < (least.high ?? 0) ? each : least),
      null,
    );
    const pasts = this.book.indexes(tally.groups.list[all]);
    return {
      ...this.group(all),
      asOf,
      unidentified: tally.unidentified,
      weighted: weight === 0 ? null : rounded(weighted / weight),
      past:
        pasts.length === 0
          ? null
          : {
              index: rounded(median(pasts)),
              low: rounded(pasts[0]),
              high: rounded(pasts[pasts.length - 1]),
              weeks: pasts.length,
            },
      worst,
      stated: {
        apdex: tidy(apdex),
        csat: tidy(scores.csat),
        nps: tidy(scores.nps),
        ces: tidy(scores.ces),
        sentiment: tidy(scores.sentiment),
      },
      responseRate:
        tally.n[all] === 0 ? null : Math.round((1e4 * tally.marked) / tally.n[all]) / 1e4,
    };
  }

  /** As the live view carries it. */
  live(): Satisfaction {
    return { ...this.head(), services: this.by('service') };
  }

  whole(): SatisfactionAnswer {
    const { consistency } = this.counted.tally;
    const { n, sum, square } = consistency;
    const votes = meanOf(n, sum, square);
    return {
      ...this.head(),
      windowMs: hourMs,
      complete: this.counted.complete,
      by: Object.fromEntries(
        dimensions.map((dimension) => [dimension, this.by(dimension)]),
      ) as SatisfactionAnswer['by'],
      consistency: n === 0 ? { ...nobody, n } : rangeOf(n, votes.mean, wilson(votes)),
      method: satisfactionMethod,
    };
  }
}
