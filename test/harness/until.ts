import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** After this it is a failure. */
  withinMs?: number;
  /** How often to look. */
  everyMs?: number;
}

/** Thrown while looking: there is nothing left to wait for. */
export class Hopeless extends Error {
  override readonly name = 'Hopeless';
}

/**
 * Looks until there is something (not undefined, not false), and gives it back. Never waits for a guess:
 * after the deadline it fails, saying what it waited for and the last error it met.
 */
export const until = async <T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  { withinMs = 20_000, everyMs = 25 }: Patience = {},
): Promise<T> => {
  const deadline = performance.now() + withinMs;
  let trouble: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      trouble = undefined;
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      trouble = error;
    }
    if (performance.now() > deadline)
      throw new Error(`in vain for ${withinMs} ms: ${what}`, { cause: trouble });
    await pause(everyMs);
  }
};

/** Runs the work with at most so many at a time; the first error ends it. */
export const atMost = async <T>(
  many: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: many }, lane));
};
