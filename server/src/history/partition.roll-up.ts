import { passFault } from '../operations/faults.process.js';
import type { HistoryStore } from './history.store.js';
import { levelOfHour, mergeHour, VisitCollector } from './hour-visits.js';
import { inPanel, maxLevel } from './panel.js';

/** Entries of each log in one commit: some ten thousand rows in busy times. */
const entriesARead = 20;

/** A subject's panel hash; null: it is no one; undefined while the process has not met it. */
export type HashOf = (subject: number) => number | null | undefined;

/**
 * Rolls up one partition: follows its committed rows and keeps who was there when. Reads its state
 * anew each time and commits with its position, so it may run twice, late, or be killed anywhere.
 */
export class PartitionRollUp {
  constructor(
    private readonly store: HistoryStore,
    private readonly hashOf: HashOf,
  ) {}

  /** Rolls up what was committed, until `stopped`. Resolves to the number of commits. */
  async run(stopped: () => boolean): Promise<number> {
    let commits = 0;
    while (!stopped()) {
      const state = await this.store.state();
      const [impact, activity] = await Promise.all([
        this.store.entries('impact', state.impact, entriesARead),
        this.store.entries('activity', state.activity, entriesARead),
      ]);
      if (impact.rows.length + activity.rows.length === 0) break;
      const collector = new VisitCollector();
      for (const entry of [...impact.rows, ...activity.rows]) {
        entry.forEach((subject, slice, at, outcome) => collector.add(subject, slice, at, outcome));
      }
      const after = { impact: impact.last, activity: activity.last, level: state.level };
      passFault('history:before-commit');
      const done = await this.store.commit(state, after, await this.merged(collector, state.level));
      passFault('history:after-commit');
      if (!done) break;
      commits++;
      if (impact.rows.length < entriesARead && activity.rows.length < entriesARead) break;
    }
    return commits;
  }

  private async merged(collector: VisitCollector, level: number): Promise<Map<number, Buffer>> {
    const further = new Map([...collector.all()].map(({ hour, codes }) => [hour, codes]));
    const stored = await this.store.hours(further.keys());
    const merged = new Map<number, Buffer>();
    for (const [hour, codes] of further) {
      merged.set(hour, mergeHour(stored.get(hour)?.bytes ?? null, codes, level, this.keeps(level)));
    }
    return merged;
  }

  private keeps(level: number): (subject: number) => boolean {
    if (level === 0) return () => true;
    return (subject) => {
      const hash = this.hashOf(subject);
      if (hash === undefined) throw new Error('a subject of the log is not known here yet');
      return hash !== null && inPanel(hash, level);
    };
  }

  /** Keeps the visits within a size: halves the panel until they fit. */
  async fit(budgetBytes: number): Promise<void> {
    for (;;) {
      const { days, level } = await this.store.state();
      const bytes = [...days.values()].reduce((sum, each) => sum + each, 0);
      if (bytes <= budgetBytes) return;
      // an earlier run may have been killed in between: what it left comes first
      if (await this.thin([...days.keys()], level)) continue;
      if (level === maxLevel || !(await this.thin([...days.keys()], level + 1))) return;
    }
  }

  /** Brings all hours to a level, day by day; false when there was nothing to do. */
  private async thin(days: readonly number[], level: number): Promise<boolean> {
    let some = false;
    for (const day of days) {
      for (let done = false; !done;) {
        const state = await this.store.state();
        const stored = await this.store.hours(await this.store.hoursOfDay(day));
        const thinned = new Map<number, Buffer>();
        for (const [hour, { bytes }] of stored) {
          if (levelOfHour(bytes) >= level) continue;
          thinned.set(hour, mergeHour(bytes, new Float64Array(), level, this.keeps(level)));
        }
        // refused when more was rolled up meanwhile: what was read may be old
        done = thinned.size === 0 || (await this.store.commit(state, { ...state, level }, thinned));
        some ||= thinned.size > 0;
      }
    }
    return some;
  }

  /** Forgets the days that `keep` has no use for. */
  async trim(keep: (day: number) => boolean): Promise<void> {
    const { days } = await this.store.state();
    await this.store.drop([...days.keys()].filter((day) => !keep(day)));
  }
}
