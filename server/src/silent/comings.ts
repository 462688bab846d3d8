import type { Visits } from './visits.js';

/**
 * A coming is one run of visits of one person, with no longer gap than this between two of them, in steps
 * (an hour). People decide to come, not to press a button again: comings are what chance deals out one by
 * one. Steps come in clusters, and would look like more evidence than they are.
 */
const longestGap = 12;

/** Tells the first step of a coming from its further ones; to be told in order of time. */
export class Coming {
  private last = -Infinity;

  /** Whether a visit in this step would begin a coming. */
  wouldBegin(step: number): boolean {
    return step - this.last > longestGap;
  }

  /** Takes a visit; whether it begins a coming. */
  begins(step: number): boolean {
    const begins = this.wouldBegin(step);
    this.last = step;
    return begins;
  }
}

/** Whether somebody with visits in these steps is in the middle of a coming, so that none can begin. */
export const isBusy = (steps: readonly number[], at: number): boolean =>
  steps.some((step) => step < at && at - step <= longestGap);

/** Rows before step `end`, by person and in order of time; the order of rows in the columns is no matter. */
export class ByPerson {
  private readonly order: Uint32Array;
  /** Where each person's rows begin in `order`; one more for the end. */
  private readonly starts: Uint32Array;

  constructor(
    private readonly visits: Visits,
    end: number,
    people: number,
  ) {
    const { length, step, person } = visits;
    const kept = new Uint32Array(length);
    let count = 0;
    for (let row = 0; row < length; row++) if (step[row] < end) kept[count++] = row;
    const byTime = sorted(kept.subarray(0, count), step, end).order;
    const { order, starts } = sorted(byTime, person, people);
    this.order = order;
    this.starts = starts;
  }

  /** Calls back for each row of a person. */
  of(person: number, onRow: (row: number, step: number) => void): void {
    const end = this.starts[person + 1];
    for (let i = this.starts[person]; i < end; i++)
      onRow(this.order[i], this.visits.step[this.order[i]]);
  }
}

/** Counting sort; leaves equals as they were. */
const sorted = (rows: Uint32Array, key: ArrayLike<number>, keys: number) => {
  const starts = new Uint32Array(keys + 1);
  for (const row of rows) starts[key[row] + 1]++;
  for (let k = 0; k < keys; k++) starts[k + 1] += starts[k];
  const next = starts.slice();
  const order = new Uint32Array(rows.length);
  for (const row of rows) order[next[key[row]]++] = row;
  return { order, starts };
};
