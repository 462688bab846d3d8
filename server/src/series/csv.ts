import type { SeriesAnswer } from '@rollcall/shared';

/** A field as RFC 4180 wants it; what a spreadsheet would take for a formula is made a text. */
const field = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One row a step: its start, then value and n of each series; "no data" is an empty field. */
export const seriesCsv = ({ at, series }: SeriesAnswer): string => {
  const names = series.map(({ metric, of }) => (of === null ? metric : `${metric} ${of}`));
  const head = ['at', ...names.flatMap((name) => [field(name), field(`${name} n`)])];
  const rows = at.map((time, step) => [
    new Date(time).toISOString(),
    ...series.flatMap(({ values, n }) => [values[step] ?? '', n[step]]),
  ]);
  return [head, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
};
