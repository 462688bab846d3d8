/**
 * The partition an identity's signals go to: FNV-1a (Fowler, Noll, Vo) over its UTF-16 code units,
 * mixed once more because the low bits of FNV-1a alone spread poorly over few partitions. It must
 * never change while a workspace's data lives: all that one identity does lies in one place.
 */
export const partitionOf = (identity: string, partitions: number): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < identity.length; i++) {
    hash = Math.imul(hash ^ identity.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash >>> 0) % partitions;
};
