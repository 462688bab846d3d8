import { outcomeCode, type OutcomeCode } from '../fold/rows.js';
import { FailureColumns, grown } from './failure-columns.js';

/** What a record holds. Times are epoch ms; 0: never. */
export interface RecordContents {
  failures: number;
  firstFailed: number;
  lastFailed: number;
  lastOk: number;
  firstSeen: number;
  lastSeen: number;
}

/**
 * Impact records of one partition: for each (subject, slice) counts and extremes of event times,
 * in typed arrays with an open-addressing index. Everything in a record is a sum, a minimum or a
 * maximum, so it is the same in any order of arrival.
 *
 * Size: 34 bytes a record, 8 to 16 for the index, and 36 if it has failures.
 */
export class RecordTable {
  size = 0;
  subject: Uint32Array;
  slice: Uint16Array;
  /** Place in `failed` + 1; 0: none. */
  failedAt: Uint32Array;
  readonly failed = new FailureColumns();
  /** Event times, epoch ms; 0 stands for never. */
  lastOk: Float64Array;
  firstSeen: Float64Array;
  lastSeen: Float64Array;
  /** Hash place → record + 1; 0 is empty. */
  private places: Uint32Array;

  constructor(capacity = 256) {
    this.subject = new Uint32Array(capacity);
    this.slice = new Uint16Array(capacity);
    this.failedAt = new Uint32Array(capacity);
    this.lastOk = new Float64Array(capacity);
    this.firstSeen = new Float64Array(capacity);
    this.lastSeen = new Float64Array(capacity);
    this.places = new Uint32Array(capacity * 2);
  }

  private placeOf(subject: number, slice: number): number {
    const mask = this.places.length - 1;
    let hash = Math.imul(subject, 0x9e3779b1) ^ Math.imul(slice + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    let place = hash & mask;
    for (;;) {
      const record = this.places[place] - 1;
      if (record < 0) return place;
      if (this.subject[record] === subject && this.slice[record] === slice) return place;
      place = (place + 1) & mask;
    }
  }

  /** The record of a subject in a slice; −1 when there is none. */
  find(subject: number, slice: number): number {
    return this.places[this.placeOf(subject, slice)] - 1;
  }

  /**
   * Counts one interaction.
   * @param at event time, epoch ms
   */
  add(subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    let place = this.placeOf(subject, slice);
    let record = this.places[place] - 1;
    if (record < 0) {
      if (this.size === this.subject.length) {
        this.grow();
        place = this.placeOf(subject, slice);
      }
      record = this.size++;
      this.places[place] = record + 1;
      this.subject[record] = subject;
      this.slice[record] = slice;
      this.firstSeen[record] = at;
      this.lastSeen[record] = at;
    } else {
      if (at < this.firstSeen[record]) this.firstSeen[record] = at;
      if (at > this.lastSeen[record]) this.lastSeen[record] = at;
    }
    const failedAt = this.failedAt[record] - 1;
    if (outcome === outcomeCode.ok) {
      if (at <= this.lastOk[record]) return;
      this.lastOk[record] = at;
      if (failedAt >= 0) this.failed.well(failedAt, at);
    } else if (outcome === outcomeCode.failed) {
      if (failedAt >= 0) this.failed.again(failedAt, at);
      else this.failedAt[record] = this.failed.begin(record, at, this.lastOk[record]) + 1;
    }
  }

  /** A record, all of it. */
  contents(record: number): RecordContents {
    const place = this.failedAt[record] - 1;
    const { failures, firstFailed, lastFailed } = this.failed;
    return {
      failures: place < 0 ? 0 : failures[place],
      firstFailed: place < 0 ? 0 : firstFailed[place],
      lastFailed: place < 0 ? 0 : lastFailed[place],
      lastOk: this.lastOk[record],
      firstSeen: this.firstSeen[record],
      lastSeen: this.lastSeen[record],
    };
  }

  private grow(): void {
    const capacity = this.subject.length * 2;
    this.subject = grown(this.subject, new Uint32Array(capacity));
    this.slice = grown(this.slice, new Uint16Array(capacity));
    this.failedAt = grown(this.failedAt, new Uint32Array(capacity));
    this.lastOk = grown(this.lastOk, new Float64Array(capacity));
    this.firstSeen = grown(this.firstSeen, new Float64Array(capacity));
    this.lastSeen = grown(this.lastSeen, new Float64Array(capacity));
    this.places = new Uint32Array(capacity * 2);
    for (let record = 0; record < this.size; record++) {
      this.places[this.placeOf(this.subject[record], this.slice[record])] = record + 1;
    }
  }
}
