import type { SliceName } from '../slices/slice.js';
import { readCells } from './cells.js';
import { counters } from './counters.js';
import type { Grain } from './shelves.js';
import type { Steps } from './steps.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Which series a slice belongs to; undefined: none. */
export type GroupOf = (slice: SliceName) => string | undefined;

/** Sums of counters by group and step: what is down-sampled is added up, never left out. */
export class Sums {
  private readonly groups = new Map<string, Map<number, Float64Array>>();
  private readonly groupOfSlice = new Map<number, string | undefined>();

  constructor(
    private readonly steps: Steps,
    private readonly slices: readonly SliceName[],
    private readonly groupOf: GroupOf,
  ) {}

  /** Adds an hour's packed values. */
  add(grain: Grain, hour: number, packed: Buffer): void {
    const { start, stepMs, count } = this.steps;
    readCells(packed, (cell, counter, n) => {
      const minute = grain === 'minutes' ? cell % 60 : 0;
      const slice = grain === 'minutes' ? (cell - minute) / 60 : cell;
      const group = this.groupOfNumber(slice);
      if (group === undefined) return;
      const step = Math.floor((hour * hourMs + minute * minuteMs - start) / stepMs);
      if (step < 0 || step >= count) return;
      this.countsOf(group, step)[counter] += n;
    });
  }

  private groupOfNumber(slice: number): string | undefined {
    if (this.groupOfSlice.has(slice)) return this.groupOfSlice.get(slice);
    // a slice that was met after the names were read belongs to the next answer
    const name = this.slices[slice];
    const group = name && this.groupOf(name);
    this.groupOfSlice.set(slice, group);
    return group;
  }

  private countsOf(group: string, step: number): Float64Array {
    let steps = this.groups.get(group);
    if (!steps) this.groups.set(group, (steps = new Map<number, Float64Array>()));
    let counts = steps.get(step);
    if (!counts) steps.set(step, (counts = new Float64Array(counters)));
    return counts;
  }

  /** Groups that have anything, by name. */
  get names(): string[] {
    return [...this.groups.keys()].sort();
  }

  /** The counters of a group in a step; undefined: nothing came. */
  of(group: string, step: number): Float64Array | undefined {
    return this.groups.get(group)?.get(step);
  }
}
