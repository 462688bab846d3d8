import { readHour, stepsAnHour } from './hour-visits.js';

/** An hour's visits of all partitions, by people and by this process's slices. */
export interface JoinedHour {
  length: number;
  person: Uint32Array;
  slice: Uint16Array;
  /** Step of the hour, 0 to 11. */
  step: Uint8Array;
  /** As in Visits: 0 nothing failed, 1 everything did, 2 some did. */
  failed: Uint8Array;
  /** Distinct people in each step, whatever they tried. */
  people: Uint32Array;
  /** False when somebody in it is not known to this process yet. */
  whole: boolean;
}

/** Whose visits a subject's are: a user, nobody who counts, or someone not known here yet. */
export const leftOut = -1;
export const notMet = -2;

/** One partition's hour, and how to read it. */
export interface HourPart {
  bytes: Buffer | null;
  /** The user of a subject, `leftOut` or `notMet`. */
  userOf: (subject: number) => number;
  sliceOf: (slice: number) => number;
}

const popCount = (counts: Uint32Array, mask: number): void => {
  for (let step = 0; step < stepsAnHour; step++) if (mask & (1 << step)) counts[step]++;
};

const fewRows = 1_024;
const growth = 1.5;

/** Rows of a joined hour while it is being made. */
class Rows {
  length = 0;
  person: Uint32Array;
  slice: Uint16Array;
  step: Uint8Array;
  failed: Uint8Array;

  constructor(before: JoinedHour | undefined) {
    // a column is cut from the beginning of its memory
    this.person = before ? new Uint32Array(before.person.buffer) : new Uint32Array(fewRows);
    this.slice = before ? new Uint16Array(before.slice.buffer) : new Uint16Array(fewRows);
    this.step = before ? new Uint8Array(before.step.buffer) : new Uint8Array(fewRows);
    this.failed = before ? new Uint8Array(before.failed.buffer) : new Uint8Array(fewRows);
  }

  add(person: number, slice: number, through: number, failed: number): void {
    if (this.length + stepsAnHour > this.person.length) this.grow();
    for (let step = 0, all = through | failed; all >>> step > 0; step++) {
      const bit = 1 << step;
      if ((all & bit) === 0) continue;
      const at = this.length++;
      this.person[at] = person;
      this.slice[at] = slice;
      this.step[at] = step;
      this.failed[at] = (failed & bit) === 0 ? 0 : (through & bit) === 0 ? 1 : 2;
    }
  }

  private grow(): void {
    const longer = <A extends Uint32Array | Uint16Array | Uint8Array>(from: A, to: A): A => {
      to.set(from);
      return to;
    };
    const length = Math.ceil(this.person.length * growth);
    this.person = longer(this.person, new Uint32Array(length));
    this.slice = longer(this.slice, new Uint16Array(length));
    this.step = longer(this.step, new Uint8Array(length));
    this.failed = longer(this.failed, new Uint8Array(length));
  }
}

/**
 * Brings an hour's partitions together: several identities become one person, as they are known now.
 * @param hasSeveral whether a user's visits of one slice may lie in several places
 * @param before whose memory is used again, and which is nobody's then: the hour under way is joined
 *   anew each second, and megabytes thrown away as often would pile up until they are collected
 */
export const joinHour = (
  parts: readonly HourPart[],
  hasSeveral: (user: number) => boolean,
  before?: JoinedHour,
): JoinedHour => {
  const rows = new Rows(before);
  const masks = new Map<number, number>();
  /** By user and slice. */
  const united = new Map<number, { through: number; failed: number }>();
  let whole = true;
  for (const { bytes, userOf, sliceOf } of parts) {
    let subject = -1;
    let user = leftOut;
    readHour(bytes, (next, slice, ok, slow, failed) => {
      const through = ok | slow;
      if (next !== subject) user = userOf((subject = next));
      if (user === notMet) whole = false;
      if (user < 0) return;
      masks.set(user, (masks.get(user) ?? 0) | through | failed);
      if (!hasSeveral(user)) return rows.add(user, sliceOf(slice), through, failed);
      const place = user * 65_536 + sliceOf(slice);
      const known = united.get(place);
      if (!known) united.set(place, { through, failed });
      else {
        known.through |= through;
        known.failed |= failed;
      }
    });
  }
  for (const [place, { through, failed }] of united)
    rows.add(Math.floor(place / 65_536), place % 65_536, through, failed);
  const people = new Uint32Array(stepsAnHour);
  for (const mask of masks.values()) popCount(people, mask);
  const { length } = rows;
  return {
    length,
    person: rows.person.subarray(0, length),
    slice: rows.slice.subarray(0, length),
    step: rows.step.subarray(0, length),
    failed: rows.failed.subarray(0, length),
    people,
    whole,
  };
};
