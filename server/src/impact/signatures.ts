import { IntList } from '../directory/numbers.js';

/** Up to this size, sets are found again in whatever order they came about. */
const sortedSize = 32;

/**
 * Sets of small numbers, each kept once: a set is a number itself, and what it was made of is the set
 * without its last member. 0 is the empty set. Most people do the same few things in the same few
 * places, so there are far fewer sets than people; there are never more than (party, member) pairs
 * times `sortedSize`.
 */
export class Signatures {
  /** Set → the set without its last member, that member, and how many members there are. */
  private readonly rest = new IntList(0);
  private readonly last = new IntList(-1);
  private readonly sizes = new IntList(0);
  /** Hash place → set; 0 is empty. */
  private places = new Uint32Array(1_024);

  constructor() {
    this.push(0, -1);
  }

  get size(): number {
    return this.rest.length;
  }

  private push(rest: number, member: number): number {
    this.rest.push(rest);
    this.last.push(member);
    return this.sizes.push(rest === 0 && member < 0 ? 0 : this.sizes.get(rest) + 1);
  }

  /** The set with one more member; the same set when it has it. */
  with(set: number, member: number): number {
    if (this.sizes.get(set) >= sortedSize) {
      for (let part = set; part !== 0; part = this.rest.get(part)) {
        if (this.last.get(part) === member) return set;
      }
      return this.child(set, member);
    }
    const last = this.last.get(set);
    if (last === member) return set;
    if (last < member) return this.child(set, member);
    return this.child(this.with(this.rest.get(set), member), last);
  }

  private child(rest: number, member: number): number {
    let place = this.placeOf(rest, member);
    const known = this.places[place];
    if (known > 0) return known;
    if (this.size * 2 > this.places.length) {
      this.places = new Uint32Array(this.places.length * 2);
      for (let set = 1; set < this.size; set++) {
        this.places[this.placeOf(this.rest.get(set), this.last.get(set))] = set;
      }
      place = this.placeOf(rest, member);
    }
    return (this.places[place] = this.push(rest, member));
  }

  private placeOf(rest: number, member: number): number {
    const mask = this.places.length - 1;
    let hash = Math.imul(rest, 0x9e3779b1) ^ Math.imul(member + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const set = this.places[place];
      if (set === 0) return place;
      if (this.rest.get(set) === rest && this.last.get(set) === member) return place;
    }
  }

  /** Which sets have a member that is wanted (not 0); by set. */
  having(wanted: Uint8Array): Uint8Array {
    const found = new Uint8Array(this.size);
    // a set comes after what it was made of
    for (let set = 1; set < found.length; set++) {
      found[set] = found[this.rest.get(set)] | (wanted[this.last.get(set)] === 0 ? 0 : 1);
    }
    return found;
  }
}

/** Which party (by dense number) has been seen with which codes, so that parties can be counted by code. */
export class Memberships {
  private readonly signatures = new Signatures();
  private readonly sets = new IntList(0);
  /** Set → parties that have exactly it. */
  private readonly holders = new IntList(0);

  add(party: number, code: number): void {
    const before = this.sets.get(party);
    const after = this.signatures.with(before, code);
    if (after !== before) this.move(party, before, after);
  }

  /** Forgets a party. */
  remove(party: number): void {
    this.move(party, this.sets.get(party), 0);
  }

  private move(party: number, before: number, after: number): void {
    this.holders.set(before, this.holders.get(before) - 1);
    this.holders.set(after, this.holders.get(after) + 1);
    this.sets.set(party, after);
  }

  /** How many parties have any of the wanted codes, and whether one of them has. */
  count(wanted: Uint8Array): { parties: number; has: (party: number) => boolean } {
    const found = this.signatures.having(wanted);
    let parties = 0;
    for (let set = 1; set < found.length; set++) {
      if (found[set] === 1) parties += this.holders.get(set);
    }
    return { parties, has: (party) => found[this.sets.get(party)] === 1 };
  }
}
