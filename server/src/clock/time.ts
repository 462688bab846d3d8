/** A week, ms. */
export const weekMs = 7 * 86_400_000;

/** How far ahead of the workspace's clock a signal may be dated, ms: clocks differ, not by more. */
export const futureToleranceMs = 5 * 60_000;

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Date.parse takes 30 February for 2 March. */
const dayExists = (at: string): boolean => {
  const day = Number(at.slice(8, 10));
  if (day < 29) return true;
  const date = new Date(Date.UTC(Number(at.slice(0, 4)), Number(at.slice(5, 7)) - 1, day));
  return date.getUTCDate() === day;
};

/** Whole epoch ms of RFC 3339 text or of a number of epoch ms; undefined when it is neither. */
export const parseAt = (at: string | number): number | undefined => {
  if (typeof at === 'number') return Number.isFinite(at) ? Math.floor(at) : undefined;
  if (!rfc3339.test(at) || !dayExists(at)) return undefined;
  const parsed = Date.parse(at.replace(' ', 'T').toUpperCase());
  return Number.isNaN(parsed) ? undefined : parsed;
};
