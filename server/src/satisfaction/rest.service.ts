/** Work is interrupted after this long, so that signals are counted and questions answered meanwhile, ms. */
const spellMs = 15;

/**
 * Works a generator off, letting everything else run now and then. Resolves to what it returns, and how much
 * of one core it took, ms. The first spell is worked at once: what is small needs no other.
 */
export const inSpells = async <T>(
  work: Generator<void, T>,
): Promise<{ result: T; took: number }> => {
  let took = 0;
  for (;;) {
    const started = performance.now();
    let step = work.next();
    while (!step.done && performance.now() - started < spellMs) step = work.next();
    took += performance.now() - started;
    if (step.done) return { result: step.value, took };
    await new Promise((resolve) => setImmediate(resolve));
  }
};
