/** Chance from a seed: the same seed gives the same story, on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `[weight, value]` pairs; weights need not add up to one. */
  weighted<T>(pairs: readonly (readonly [number, T])[]): T;
  /** A new list; the old one stays as it is. */
  shuffled<T>(list: readonly T[]): T[];
}

/** Where a stream of chance stands; may be put aside and taken up again. */
export interface Dice {
  state: number;
}

/** FNV-1a, so that a seed may be any text. */
export const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** Mulberry32: small, fast, and good enough to make up people. */
export const randomOn = (dice: Dice): Random => {
  const next = (): number => {
    const state = (dice.state + 0x6d2b79f5) | 0;
    dice.state = state;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick: (list) => list[int(0, list.length - 1)],
    weighted: (pairs) => {
      let left = next() * pairs.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of pairs) if ((left -= weight) < 0) return value;
      return pairs[pairs.length - 1][1];
    },
    shuffled: (list) => {
      const copy = list.slice();
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i);
        [copy[i], copy[j]] = [copy[j], copy[i]];
      }
      return copy;
    },
  };
};

export const randomFrom = (seed: string): Random => randomOn({ state: hash(seed) });
