import { memoryKeep, type Keep } from './keep.js';

const prefix = 'rollcall:';

/** In localStorage, under names of our own; what it has no room for is kept in memory. */
export const browserKeep = (): Keep => {
  const memory = memoryKeep();
  let storage: Storage;
  try {
    storage = localStorage;
    storage.setItem(`${prefix}try`, '1');
    storage.removeItem(`${prefix}try`);
  } catch {
    return memory;
  }
  const own = (): string[] =>
    Object.keys(storage)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  return {
    lasting: true,
    get: (name) => memory.get(name) ?? storage.getItem(prefix + name),
    set: (name, value) => {
      try {
        storage.setItem(prefix + name, value);
        memory.remove(name);
      } catch {
        memory.set(name, value);
      }
    },
    remove: (name) => {
      memory.remove(name);
      storage.removeItem(prefix + name);
    },
    names: () => [...new Set([...own(), ...memory.names()])].sort(),
  };
};
