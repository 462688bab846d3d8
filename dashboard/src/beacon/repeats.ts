/** The same outcome in the same service within this time is the same attempt, ms. */
export const repeatMs = 10_000;
/** What a page tells in a minute at the most. */
export const perMinute = 120;

/**
 * Leaves out repeats: a page that asks every second is one person who waits. A change of outcome is
 * never left out, so that who failed last and who is well again stays exact.
 */
export const createRepeats = (): ((service: string, outcome: string, now: number) => boolean) => {
  const told = new Map<string, { outcome: string; at: number }>();
  return (service, outcome, now) => {
    const last = told.get(service);
    // a clock that was set back must not silence the page
    if (last?.outcome === outcome && now >= last.at && now - last.at < repeatMs) return true;
    told.set(service, { outcome, at: now });
    return false;
  };
};

/** True while the page may tell more: so much a minute. */
export const createAllowance = (limit = perMinute): ((now: number) => boolean) => {
  let minute = 0;
  let told = 0;
  return (now) => {
    const current = Math.floor(now / 60_000);
    if (current !== minute) [minute, told] = [current, 0];
    return told++ < limit;
  };
};
