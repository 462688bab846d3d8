import { mark, merge, sketchBytes } from './distinct.js';

/** One stretch of time of a series. */
export interface Bucket {
  /** Beginning, epoch ms. */
  start: number;
  widthMs: number;
  ok: number;
  failed: number;
  /** Failures that named nobody. */
  nameless: number;
  /** Failures that the objectives of what was tried allow. */
  budget: number;
  /** When the first failed, epoch ms. */
  firstFailed: number;
  /** Who failed, and who was there; undefined: nobody. */
  failing: Uint8Array | undefined;
  trying: Uint8Array | undefined;
}

/** What stretches held together. */
export type Counts = Pick<Bucket, 'ok' | 'failed' | 'nameless' | 'budget'>;

/** What is added to a bucket. */
export type Portion = Pick<Bucket, 'ok' | 'failed' | 'nameless' | 'budget' | 'firstFailed'> & {
  failingPeople: readonly number[];
  tryingPeople: readonly number[];
};

/** A series' last stretches of one width. Bounded: a stretch takes the place of the one a round before. */
export class Ring {
  private readonly buckets: (Bucket | undefined)[];

  constructor(
    readonly widthMs: number,
    readonly size: number,
    /** Whether it tells who was there, beside who failed. */
    private readonly knowsVisitors = false,
  ) {
    this.buckets = Array.from({ length: size });
  }

  /** The stretch that holds a time; undefined: nothing is known of it. */
  at(time: number): Bucket | undefined {
    const number = Math.floor(time / this.widthMs);
    const found = this.buckets[((number % this.size) + this.size) % this.size];
    return found?.start === number * this.widthMs ? found : undefined;
  }

  /** Adds to the stretch of a time; what is older than the ring reaches is left out. */
  add(time: number, portion: Portion): void {
    const bucket = this.bucketFor(time);
    if (!bucket) return;
    bucket.ok += portion.ok;
    bucket.failed += portion.failed;
    bucket.nameless += portion.nameless;
    bucket.budget += portion.budget;
    if (portion.failed > 0 && portion.firstFailed < bucket.firstFailed)
      bucket.firstFailed = portion.firstFailed;
    if (portion.failingPeople.length > 0) {
      bucket.failing ??= new Uint8Array(sketchBytes);
      for (const person of portion.failingPeople) mark(bucket.failing, person);
    }
    if (this.knowsVisitors && portion.tryingPeople.length > 0) {
      bucket.trying ??= new Uint8Array(sketchBytes);
      for (const person of portion.tryingPeople) mark(bucket.trying, person);
    }
  }

  private bucketFor(time: number): Bucket | undefined {
    const { widthMs, size } = this;
    const number = Math.floor(time / widthMs);
    const place = ((number % size) + size) % size;
    const start = number * widthMs;
    const known = this.buckets[place];
    if (known && known.start >= start) return known.start === start ? known : undefined;
    const counts = { ok: 0, failed: 0, nameless: 0, budget: 0, firstFailed: Infinity };
    return (this.buckets[place] = {
      start,
      widthMs,
      ...counts,
      failing: undefined,
      trying: undefined,
    });
  }

  /**
   * Sums the stretches of a window that ends with `end` and begin after a time.
   * @param failing written over with who failed; left out where nobody asks: that is most of the work
   */
  sum(end: number, windowMs: number, after = -Infinity, failing?: Uint8Array): Counts {
    const total = { ok: 0, failed: 0, nameless: 0, budget: 0 };
    failing?.fill(0);
    const steps = Math.min(this.size, Math.ceil(windowMs / this.widthMs));
    const last = Math.floor(end / this.widthMs);
    for (let number = last; number > last - steps; number--) {
      const bucket = this.buckets[number % this.size];
      if (bucket?.start !== number * this.widthMs || bucket.start < after) continue;
      total.ok += bucket.ok;
      total.failed += bucket.failed;
      total.nameless += bucket.nameless;
      total.budget += bucket.budget;
      if (failing && bucket.failing) merge(failing, bucket.failing);
    }
    return total;
  }
}
