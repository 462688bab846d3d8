import type { OutcomeCode } from '../fold/rows.js';

/** Interval in which the window counts, ms. */
export const windowBucketMs = 10_000;

export interface WindowTally {
  ok: number;
  slow: number;
  failed: number;
}

interface Bucket {
  /** Slice → interactions by outcome code. */
  slices: Map<number, [number, number, number]>;
  /** Who failed: partition and subject by turns, so that their customers can be joined at the read. */
  failures: number[];
}

/** Interactions of the last minutes by slice, in event time. Bounded: older buckets are dropped. */
export class LiveWindow {
  private readonly buckets = new Map<number, Bucket>();

  constructor(
    /** Length, ms. */
    readonly lengthMs: number,
  ) {}

  add(partition: number, subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    const start = Math.floor(at / windowBucketMs) * windowBucketMs;
    let bucket = this.buckets.get(start);
    if (!bucket) this.buckets.set(start, (bucket = { slices: new Map(), failures: [] }));
    let counts = bucket.slices.get(slice);
    if (!counts) bucket.slices.set(slice, (counts = [0, 0, 0]));
    counts[outcome]++;
    if (outcome === 2) bucket.failures.push(partition, subject);
  }

  /** Drops what lies before the window that ends at `now` (epoch ms). */
  trim(now: number): void {
    for (const start of this.buckets.keys()) {
      if (start + windowBucketMs <= now - this.lengthMs) this.buckets.delete(start);
    }
  }

  /** Interactions by slice. Call `trim` first. */
  totals(): Map<number, WindowTally> {
    const totals = new Map<number, WindowTally>();
    for (const { slices } of this.buckets.values()) {
      for (const [slice, [ok, slow, failed]] of slices) {
        const total = totals.get(slice) ?? { ok: 0, slow: 0, failed: 0 };
        total.ok += ok;
        total.slow += slow;
        total.failed += failed;
        totals.set(slice, total);
      }
    }
    return totals;
  }

  /** Share of the failures for which `isKnown` says yes; null while nothing failed. */
  coverage(isKnown: (partition: number, subject: number, at: number) => boolean): number | null {
    let failures = 0;
    let known = 0;
    for (const [start, bucket] of this.buckets) {
      for (let i = 0; i < bucket.failures.length; i += 2) {
        failures++;
        if (isKnown(bucket.failures[i], bucket.failures[i + 1], start)) known++;
      }
    }
    return failures === 0 ? null : known / failures;
  }
}
