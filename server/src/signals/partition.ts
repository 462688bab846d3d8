import { hashFactor, hashStart } from '../packing/byte-table.js';

/**
 * The partition an identity's signals go to: FNV-1a (Fowler, Noll, Vo) over its UTF-16 code units,
 * mixed once more because the low bits of FNV-1a alone spread poorly over few partitions. It must
 * never change while a workspace's data lives: all that one identity does lies in one place.
 */
export const partitionOf = (identity: string, partitions: number): number => {
  let hash = hashStart;
  for (let i = 0; i < identity.length; i++) {
    hash = Math.imul(hash ^ identity.charCodeAt(i), hashFactor);
  }
  return partitionOfHash(hash, partitions);
};

/** The same for an identity in ASCII whose bytes' hash (`hashOf`) is known already. */
export const partitionOfHash = (hash: number, partitions: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return (mixed >>> 0) % partitions;
};
