import type { OutcomeCode } from '../fold/rows.js';

/** Interval in which the window counts, ms. */
export const windowBucketMs = 10_000;

export interface WindowTally {
  ok: number;
  slow: number;
  failed: number;
}

const outcomesASlice = 3;

class Bucket {
  /** Slice by slice, interactions by outcome code. */
  counts = new Uint32Array(64 * outcomesASlice);
  /** Who failed: partition and subject by turns, so that their customers can be joined at the read. */
  failures = new Uint32Array(64);
  failed = 0;
  /** Of how many of the failures it was asked whether they are known, and by what. */
  private asked = 0;
  private known = 0;
  private askedAt = Number.NaN;

  add(partition: number, subject: number, slice: number, outcome: OutcomeCode): void {
    const place = slice * outcomesASlice + outcome;
    if (place >= this.counts.length) this.counts = grown(this.counts, place + 1);
    this.counts[place]++;
    if (outcome !== 2) return;
    const at = this.failed++ * 2;
    if (at === this.failures.length) this.failures = grown(this.failures, at + 2);
    this.failures[at] = partition;
    this.failures[at + 1] = subject;
  }

  /** How many of the failures are known: asks for those only that it was not asked for yet. */
  knownOf(isKnown: (partition: number, subject: number) => boolean, version: number): number {
    if (version !== this.askedAt) this.asked = this.known = 0;
    this.askedAt = version;
    for (; this.asked < this.failed; this.asked++) {
      const at = this.asked * 2;
      if (isKnown(this.failures[at], this.failures[at + 1])) this.known++;
    }
    return this.known;
  }
}

const grown = (from: Uint32Array, length: number): Uint32Array<ArrayBuffer> => {
  const made = new Uint32Array(Math.max(length, from.length * 2));
  made.set(from);
  return made;
};

/** Interactions of the last minutes by slice, in event time. Bounded: older buckets are dropped. */
export class LiveWindow {
  private readonly buckets = new Map<number, Bucket>();
  private last: Bucket | undefined;
  private lastStart = Number.NaN;

  constructor(
    /** Length, ms. */
    readonly lengthMs: number,
  ) {}

  add(partition: number, subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    const start = Math.floor(at / windowBucketMs) * windowBucketMs;
    let bucket = start === this.lastStart ? this.last : this.buckets.get(start);
    if (!bucket) this.buckets.set(start, (bucket = new Bucket()));
    this.last = bucket;
    this.lastStart = start;
    bucket.add(partition, subject, slice, outcome);
  }

  /** Drops what lies before the window that ends at `now` (epoch ms). */
  trim(now: number): void {
    this.last = undefined;
    this.lastStart = Number.NaN;
    for (const start of this.buckets.keys()) {
      if (start + windowBucketMs <= now - this.lengthMs) this.buckets.delete(start);
    }
  }

  /** Interactions by slice. Call `trim` first. */
  totals(): Map<number, WindowTally> {
    const totals = new Map<number, WindowTally>();
    for (const { counts } of this.buckets.values()) {
      for (let at = 0; at < counts.length; at += outcomesASlice) {
        const [ok, slow, failed] = [counts[at], counts[at + 1], counts[at + 2]];
        if (ok + slow + failed === 0) continue;
        const slice = at / outcomesASlice;
        const total = totals.get(slice) ?? { ok: 0, slow: 0, failed: 0 };
        total.ok += ok;
        total.slow += slow;
        total.failed += failed;
        totals.set(slice, total);
      }
    }
    return totals;
  }

  /**
   * Share of the failures for which `isKnown` says yes; null while nothing failed.
   * @param version of what `isKnown` knows: while it is the same, nobody is asked for twice
   */
  coverage(
    isKnown: (partition: number, subject: number, at: number) => boolean,
    version = Number.NaN,
  ): number | null {
    let failures = 0;
    let known = 0;
    for (const [start, bucket] of this.buckets) {
      failures += bucket.failed;
      known += bucket.knownOf((partition, subject) => isKnown(partition, subject, start), version);
    }
    return failures === 0 ? null : known / failures;
  }
}
