const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Whole epoch ms of RFC 3339 text or of a number of epoch ms; undefined when it is neither. */
export const parseAt = (at: string | number): number | undefined => {
  if (typeof at === 'number') return Number.isFinite(at) ? Math.floor(at) : undefined;
  if (!rfc3339.test(at)) return undefined;
  const parsed = Date.parse(at.replace(' ', 'T').toUpperCase());
  return Number.isNaN(parsed) ? undefined : parsed;
};
