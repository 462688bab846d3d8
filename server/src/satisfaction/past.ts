import { median } from '../history/pulse.js';
import type { Group, Groups } from './groups.js';
import type { Tally } from './tally.js';
import { expectationOf, ordinaryWeeks, type Expected } from './expectation.js';

/** What is known of an hour and of the same hour of past weeks, all counted by the same groups. */
export interface Past {
  groups: Groups;
  today: Tally;
  weeks: Tally[];
  /** Share of all people who are in these tallies. */
  panelShare: number;
}

const nameOf = ({ dimension, value }: Group, inTrouble = false): string =>
  `${dimension} ${inTrouble} ${value}`;

/** Looks groups of any tally up in the past, by their names. */
export class PastBook {
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly weeks: Tally[];

  constructor(private readonly past: Past | null) {
    this.numbers = new Map(
      past?.groups.list.map((group, i) => [nameOf(group, group.inTrouble), i]),
    );
    this.weeks = ordinaryWeeks(past?.weeks ?? []);
  }

  /**
   * Who of a group is there of those expected; null: nothing to expect from.
   * @param mean vote of those who are there
   */
  expected(group: Group, mean: number): Expected | null {
    const { past, weeks, numbers } = this;
    const number = numbers.get(nameOf(group));
    if (!past || number === undefined) return null;
    const inTrouble = numbers.get(nameOf(group, true));
    const { today } = past;
    const isTroubled =
      inTrouble !== undefined && [today, ...weeks].some(({ n }) => n[inTrouble] > 0);
    return expectationOf(today, weeks, number, isTroubled ? inTrouble : undefined, mean);
  }

  /** How many that would be of all people: the present ones scaled by the share, or the panel's if none is. */
  expectedVoters(expected: Expected | null, present: number): number | null {
    if (!expected) return null;
    const { share } = expected;
    const voters =
      share > 0 ? present / Math.min(1, share) : expected.expected / (this.past?.panelShare ?? 1);
    return Math.max(present, Math.round(voters));
  }

  /** The index of the same hour in each ordinary week that had voters, ascending, 0 to 100. */
  indexes(group: Group): number[] {
    const number = this.numbers.get(nameOf(group));
    if (number === undefined) return [];
    return this.weeks
      .filter(({ n }) => n[number] > 0)
      .map(({ n, sum }) => (100 * sum[number]) / n[number])
      .sort((a, b) => a - b);
  }

  /** Their median; null: there are none. */
  usual(group: Group): number | null {
    const indexes = this.indexes(group);
    return indexes.length === 0 ? null : median(indexes);
  }

  /** Groups that were known in the past. */
  get groups(): readonly Group[] {
    if (this.weeks.length === 0) return [];
    return (this.past?.groups.list ?? []).filter(({ inTrouble }) => !inTrouble);
  }
}
