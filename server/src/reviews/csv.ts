import type { Review } from '@rollcall/shared';
import { linesOf } from './lines.js';

/**
 * A cell of RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe before it, as
 * OWASP advises (CSV injection): what people write in a title is not run by who opens it.
 */
export const csvCell = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^\s*[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A review as a table: one line for each thing it says. */
export const csvOf = (review: Review): string =>
  [
    ['part', 'what', 'value', 'unit', 'n', 'low', 'high'],
    ...linesOf(review).map(({ part, what, value, unit, n, low, high }) => [
      part,
      what,
      value,
      unit,
      n,
      low,
      high,
    ]),
  ]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');
