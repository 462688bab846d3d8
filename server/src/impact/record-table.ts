import { outcomeCode, type OutcomeCode } from '../fold/rows.js';

/**
 * Impact records of one partition: for each (subject, slice) counts and extremes of event times,
 * in typed arrays with an open-addressing index. Everything in a record is a sum, a minimum or a
 * maximum, so it is the same in any order of arrival.
 *
 * Size: 50 bytes a record, and 8 to 16 for the index.
 */
export class RecordTable {
  size = 0;
  subject: Uint32Array;
  slice: Uint16Array;
  /** Failed interactions. */
  failures: Uint32Array;
  /** Event times, epoch ms; 0 stands for never. */
  firstFailed: Float64Array;
  lastFailed: Float64Array;
  lastOk: Float64Array;
  firstSeen: Float64Array;
  lastSeen: Float64Array;
  /** Hash place → record + 1; 0 is empty. */
  private places: Uint32Array;

  constructor(capacity = 256) {
    this.subject = new Uint32Array(capacity);
    this.slice = new Uint16Array(capacity);
    this.failures = new Uint32Array(capacity);
    this.firstFailed = new Float64Array(capacity);
    this.lastFailed = new Float64Array(capacity);
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
    if (outcome === outcomeCode.ok) {
      if (at > this.lastOk[record]) this.lastOk[record] = at;
    } else if (outcome === outcomeCode.failed) {
      const first = this.failures[record] === 0;
      this.failures[record]++;
      if (first || at < this.firstFailed[record]) this.firstFailed[record] = at;
      if (first || at > this.lastFailed[record]) this.lastFailed[record] = at;
    }
  }

  private grow(): void {
    const capacity = this.subject.length * 2;
    const copy = <A extends Uint32Array | Uint16Array | Float64Array>(from: A, to: A): A => {
      to.set(from);
      return to;
    };
    this.subject = copy(this.subject, new Uint32Array(capacity));
    this.slice = copy(this.slice, new Uint16Array(capacity));
    this.failures = copy(this.failures, new Uint32Array(capacity));
    this.firstFailed = copy(this.firstFailed, new Float64Array(capacity));
    this.lastFailed = copy(this.lastFailed, new Float64Array(capacity));
    this.lastOk = copy(this.lastOk, new Float64Array(capacity));
    this.firstSeen = copy(this.firstSeen, new Float64Array(capacity));
    this.lastSeen = copy(this.lastSeen, new Float64Array(capacity));
    this.places = new Uint32Array(capacity * 2);
    for (let record = 0; record < this.size; record++) {
      this.places[this.placeOf(this.subject[record], this.slice[record])] = record + 1;
    }
  }
}
