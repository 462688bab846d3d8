import type { OutcomeCode } from '../fold/rows.js';

/** Who is heard: whose last attempt lies at most this far back, ms. */
export const hourMs = 3_600_000;
/** What has run out is cleared away this often, ms of the workspace's clock. */
const clearEveryMs = 600_000;

/**
 * The last attempt in each slice, of the subjects of one partition. A maximum of event times (of a tie the
 * worse outcome), so it is the same in any order of arrival, and however often anything is said.
 *
 * Size: 15 bytes for each (subject, slice) of the last 60 to 70 minutes, and 8 to 16 for the index.
 */
export class LastAttempts {
  size = 0;
  subject: Uint32Array;
  slice: Uint16Array;
  at: Float64Array;
  outcome: Uint8Array;
  /** Hash place → record + 1; 0 is empty. */
  private places: Uint32Array;

  constructor(capacity = 256) {
    this.subject = new Uint32Array(capacity);
    this.slice = new Uint16Array(capacity);
    this.at = new Float64Array(capacity);
    this.outcome = new Uint8Array(capacity);
    this.places = new Uint32Array(capacity * 2);
  }

  private placeOf(subject: number, slice: number): number {
    const mask = this.places.length - 1;
    let hash = Math.imul(subject, 0x9e3779b1) ^ Math.imul(slice + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const record = this.places[place] - 1;
      if (record < 0) return place;
      if (this.subject[record] === subject && this.slice[record] === slice) return place;
    }
  }

  add(subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    let place = this.placeOf(subject, slice);
    const record = this.places[place] - 1;
    if (record >= 0) {
      if (at < this.at[record] || (at === this.at[record] && outcome <= this.outcome[record]))
        return;
      this.at[record] = at;
      this.outcome[record] = outcome;
      return;
    }
    if (this.size === this.subject.length) {
      this.resize(this.size * 2, -Infinity);
      place = this.placeOf(subject, slice);
    }
    this.put(this.size++, place, subject, slice, at, outcome);
  }

  private put(
    record: number,
    place: number,
    subject: number,
    slice: number,
    at: number,
    outcome: number,
  ): void {
    this.places[place] = record + 1;
    this.subject[record] = subject;
    this.slice[record] = slice;
    this.at[record] = at;
    this.outcome[record] = outcome;
  }

  /** Takes what is not older than a time into columns of another size. */
  private resize(capacity: number, oldest: number): void {
    const { size, subject, slice, at, outcome } = this;
    this.subject = new Uint32Array(capacity);
    this.slice = new Uint16Array(capacity);
    this.at = new Float64Array(capacity);
    this.outcome = new Uint8Array(capacity);
    this.places = new Uint32Array(capacity * 2);
    this.size = 0;
    for (let i = 0; i < size; i++) {
      if (at[i] < oldest) continue;
      const place = this.placeOf(subject[i], slice[i]);
      this.put(this.size++, place, subject[i], slice[i], at[i], outcome[i]);
    }
  }

  /** Forgets what is older than a time. */
  clear(oldest: number): void {
    let kept = 0;
    for (let i = 0; i < this.size; i++) if (this.at[i] >= oldest) kept++;
    if (kept === this.size) return;
    this.resize(Math.max(256, 2 ** Math.ceil(Math.log2(kept + 1))), oldest);
  }
}

/** The last attempts of all partitions, following the log. */
export class HourVotes {
  readonly partitions: LastAttempts[];
  private clearedAt = -Infinity;

  constructor(
    partitions: number,
    /** What is older than this is of no use when following begins, epoch ms. */
    readonly window: { onset: number },
  ) {
    this.partitions = Array.from({ length: partitions }, () => new LastAttempts());
  }

  /** @param slice the partition's own number of it */
  add(p: number, subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    if (at >= this.window.onset) this.partitions[p].add(subject, slice, at, outcome);
  }

  /** What happens up to an hour before now is kept; call now and then. */
  advance(now: number): void {
    if (now - this.clearedAt < clearEveryMs) return;
    this.clearedAt = now;
    this.window.onset = now - hourMs;
    for (const partition of this.partitions) partition.clear(this.window.onset);
  }
}
