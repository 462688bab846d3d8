/** Numbers in words, for reasons and titles. */

const percentOf = new Intl.NumberFormat('en', { style: 'percent', maximumSignificantDigits: 2 });
const countOf = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const factorOf = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

export const percent = (share: number): string => percentOf.format(share);
export const count = (number: number): string => countOf.format(number);
export const factor = (number: number): string => factorOf.format(number);

/** How long something takes, in one word or two. */
export const duration = (ms: number): string => {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3_600) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
};

/** `a`, `a and b`, `a, b and 3 more`. */
export const listed = (names: readonly string[], most = 3): string => {
  if (names.length <= 1) return names[0] ?? '';
  if (names.length <= most) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
};
