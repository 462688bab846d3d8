import type { Groups } from './groups.js';

/**
 * Votes of some groups: how many, their sum, the sum of their squares; a vote is from 0 to 1. Of groups in trouble,
 * and beside it, `n` is the part of the votes that hangs on the users met there.
 */
export interface VoteSums {
  n: Float64Array;
  sum: Float64Array;
  square: Float64Array;
}

export interface Tally extends VoteSums {
  groups: Groups;
  /** Voters by group and part (`group * parts + part`): a part of all customers, always the same ones. */
  byPart: Float64Array;
  /** Sums of votes by group and part. */
  sumByPart: Float64Array;
  /**
   * Of `n` and of `byPart`, what is there through one sitting alone, a user on one channel: that much grows and
   * shrinks with how busy a day is; who has more of them comes on a quiet day too.
   */
  alone: Float64Array;
  aloneByPart: Float64Array;
  /** Of the votes, those of voters who are met beside all trouble, too. */
  metBeside: { n: Float64Array; sum: Float64Array };
  /** Voters who are users without a known customer. */
  unidentified: number;
  /** Of who met more than one channel: 1 − the difference between their best and worst. */
  consistency: { n: number; sum: number; square: number };
  /** Voters of the marked. */
  marked: number;
}

/** Parts that voters are dealt into, to learn how far a number hangs on who was there. */
export const parts = 32;

/** The part that a voter is dealt into, always the same. */
export const partOf = (key: number): number => {
  let hash = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % parts;
};

/** Before anybody is counted. */
export const emptyTally = (groups: Groups): Tally => {
  const ofGroups = (each = 1): Float64Array => new Float64Array(groups.list.length * each);
  return {
    groups,
    n: ofGroups(),
    sum: ofGroups(),
    square: ofGroups(),
    byPart: ofGroups(parts),
    sumByPart: ofGroups(parts),
    alone: ofGroups(),
    aloneByPart: ofGroups(parts),
    metBeside: { n: ofGroups(), sum: ofGroups() },
    unidentified: 0,
    consistency: { n: 0, sum: 0, square: 0 },
    marked: 0,
  };
};
