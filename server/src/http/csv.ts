type Cell = string | number | null;

/**
 * A cell of RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe before it, as
 * OWASP advises (CSV injection): what people write in a title is not run by who opens it.
 */
export const csvCell = (value: Cell): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^\s*[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as CSV, each with its line end. */
export const csvTable = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
