import { signalOf } from '../simulate/signals.js';
import { type Cast, happeningsOf } from '../simulate/happenings.js';
import { sliceNumber, type World } from '../simulate/world.js';

/** What arrived, as Rollcall keeps it for weeks: who tried something in which slice and step. */
export interface Visits {
  length: number;
  person: Uint32Array;
  slice: Uint16Array;
  step: Uint16Array;
  failed: Uint8Array;
}

export const stepMs = 5 * 60_000;

/** Collects rows; what a person does again in the same slice and step is the same row. */
export class VisitsBook {
  private rows: Visits = {
    length: 0,
    person: new Uint32Array(1 << 14),
    slice: new Uint16Array(1 << 14),
    step: new Uint16Array(1 << 14),
    failed: new Uint8Array(1 << 14),
  };
  private readonly known = new Map<number, number>();

  constructor(private readonly slices: number) {}

  add(person: number, slice: number, step: number, failed: boolean): void {
    const { length } = this.rows;
    const key = (person * 65_536 + step) * this.slices + slice;
    let row = this.known.get(key);
    if (row === undefined) {
      row = this.rows.length++;
      this.known.set(key, row);
      if (row === this.rows.person.length) this.grow();
      this.rows.person[row] = person;
      this.rows.slice[row] = slice;
      this.rows.step[row] = step;
    }
    if (row === length) this.rows.failed[row] = failed ? 1 : 0;
    else if ((this.rows.failed[row] === 1) !== failed) this.rows.failed[row] = 2;
  }

  get visits(): Visits {
    return this.rows;
  }

  private grow(): void {
    const { length, person, slice, step, failed } = this.rows;
    this.rows = {
      length,
      person: copied(person, new Uint32Array(2 * length)),
      slice: copied(slice, new Uint16Array(2 * length)),
      step: copied(step, new Uint16Array(2 * length)),
      failed: copied(failed, new Uint8Array(2 * length)),
    };
  }
}

const copied = <T extends { set: (from: ArrayLike<number>) => void }>(
  from: ArrayLike<number>,
  to: T,
): T => {
  to.set(from);
  return to;
};

/** When each person failed for the first time in the scope, epoch ms; Infinity: never. By person's number. */
export class FirstFailures {
  /** Any failure at all: the truth. */
  readonly real: Float64Array;
  /** A failure that arrived: what is counted. */
  readonly arrived: Float64Array;

  constructor(people: number) {
    this.real = new Float64Array(people).fill(Infinity);
    this.arrived = new Float64Array(people).fill(Infinity);
  }
}

/** Lives a cast's hours from `from` on; our own people are left out, as in every headline. */
export const lived = (
  cast: Cast,
  from: number,
  watch?: { inScope: (slice: number) => boolean; onset: number; first: FirstFailures },
): Visits => {
  const { world } = cast;
  const book = new VisitsBook(slicesOf(world));
  for (const happening of happeningsOf(cast)) {
    if (happening.kind !== 'attempt' || happening.at < from) continue;
    const { person, at, outcome } = happening;
    if (person.type === 'internal') continue;
    const slice = sliceNumber(world, happening.slice);
    const failed = outcome === 'failed';
    const arrived = signalOf(world, happening, at) !== undefined;
    if (arrived) book.add(person.index, slice, Math.floor((at - from) / stepMs), failed);
    if (!watch || !failed || at < watch.onset || !watch.inScope(slice)) continue;
    const { real, arrived: told } = watch.first;
    real[person.index] = Math.min(real[person.index], at);
    if (arrived) told[person.index] = Math.min(told[person.index], at);
  }
  return book.visits;
};

export const slicesOf = (world: World): number => world.phasesAt.length;
