/**
 * How a page opened and answered, after web.dev/vitals: LCP is good up to 2.5 s, INP up to 200 ms,
 * CLS up to 0.1.
 */
export const good = { lcpMs: 2_500, inpMs: 200, cls: 0.1 } as const;

/** The layout shifts of the worst burst: at most 5 s long, with pauses under 1 s. */
export const createLayoutShift = (): {
  add: (at: number, value: number) => void;
  worst: () => number;
} => {
  let worst = 0;
  let sum = 0;
  let first = -Infinity;
  let last = -Infinity;
  return {
    add: (at, value) => {
      if (at - last >= 1_000 || at - first >= 5_000) [sum, first] = [0, at];
      last = at;
      sum += value;
      worst = Math.max(worst, sum);
    },
    worst: () => worst,
  };
};

/** Interactions remembered; of one in fifty even the slowest is passed over. */
const slowest = 10;

/** INP: the slowest answer to what a person did, one in fifty passed over. */
export const createInteractions = (): {
  add: (id: number, ms: number) => void;
  inpMs: () => number;
} => {
  const longest = new Map<number, number>();
  const ids = new Set<number>();
  const sorted = (): [number, number][] => [...longest].sort(([, a], [, b]) => b - a);
  return {
    add: (id, ms) => {
      if (ids.size < 1_000) ids.add(id);
      longest.set(id, Math.max(ms, longest.get(id) ?? 0));
      if (longest.size > slowest) longest.delete(sorted()[slowest][0]);
    },
    inpMs: () => sorted()[Math.min(longest.size - 1, Math.floor(ids.size / 50))]?.[1] ?? 0,
  };
};
