/**
 * The panel: whose visits are kept. At level 0 that is everybody; each level above keeps half of the
 * people below it, always the same ones, so that what was kept at different levels can be compared
 * at the highest of them.
 */

/**
 * A number of 32 even bits for an identity: FNV-1a (Fowler, Noll, Vo) from another start than
 * `partitionOf` uses, finished as in MurmurHash3 (Appleby), so that each partition is sampled alike.
 */
export const panelHash = (identity: string): number => {
  let hash = 0x9747b28c;
  for (let i = 0; i < identity.length; i++) {
    hash = Math.imul(hash ^ identity.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** The highest level; one in a million is kept there. */
export const maxLevel = 20;

/** True when an identity of this hash is in the panel of a level. */
export const inPanel = (hash: number, level: number): boolean =>
  level === 0 || hash >>> (32 - level) === 0;

/** Share of all people who are in the panel, (0, 1]. */
export const panelShareOf = (level: number): number => 2 ** -level;
