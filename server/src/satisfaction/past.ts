import { median } from '../history/pulse.js';
import { all, type Group, type Groups } from './groups.js';
import type { Tally } from './count-votes.js';
import { expectationOf, ordinaryWeeks, type Expected } from './expectation.js';

/** What is known of an hour and of the same hour of past weeks, all counted by the same groups. */
export interface Past {
  groups: Groups;
  today: Tally;
  weeks: Tally[];
  /** Slices in which something is wrong today. */
  troubled: ReadonlySet<number>;
  /** Share of all people who are in these tallies. */
  panelShare: number;
}

const nameOf = ({ dimension, value }: Group): string => `${dimension} ${value}`;

/** Looks groups of any tally up in the past, by their names. */
export class PastBook {
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly weeks: Tally[];
  private readonly troubledGroups = new Set<number>();

  constructor(private readonly past: Past | null) {
    this.numbers = new Map(past?.groups.list.map((group, i) => [nameOf(group), i]));
    this.weeks = ordinaryWeeks(past?.weeks ?? []);
    if (!past || past.troubled.size === 0) return;
    for (const slice of past.troubled)
      for (const group of past.groups.ofSlice[slice] ?? []) this.troubledGroups.add(group);
    // anybody of any type may be missing from a slice
    if (this.troubledGroups.has(all))
      past.groups.list.forEach(({ dimension }, group) => {
        if (dimension === 'type' || dimension === 'stage') this.troubledGroups.add(group);
      });
  }

  /** Who of a group is there of those expected; null: nothing to expect from. */
  expected(group: Group): Expected | null {
    const number = this.numbers.get(nameOf(group));
    if (!this.past || number === undefined) return null;
    return expectationOf(this.past.today, this.weeks, number, this.troubledGroups.has(number));
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
    return this.weeks.length === 0 ? [] : (this.past?.groups.list ?? []);
  }
}
