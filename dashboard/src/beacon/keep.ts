/** A place to keep texts by name, which outlives the page where the browser allows it. */
export interface Keep {
  /** False: it lives no longer than the page. */
  readonly lasting: boolean;
  get: (name: string) => string | null;
  set: (name: string, value: string) => void;
  remove: (name: string) => void;
  /** Names in it, in order. */
  names: () => string[];
}

/** Kept in memory: for browsers that keep nothing, and for tests. */
export const memoryKeep = (): Keep => {
  const kept = new Map<string, string>();
  return {
    lasting: false,
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
    names: () => [...kept.keys()].sort(),
  };
};
