import type { SeriesAnswer } from '@rollcall/shared';
import { csvTable } from '../http/csv.js';

/** One row a step: its start, then value and n of each series; "no data" is an empty field. */
export const seriesCsv = ({ at, series }: SeriesAnswer): string => {
  const names = series.map(({ metric, of }) => (of === null ? metric : `${metric} ${of}`));
  const head = ['at', ...names.flatMap((name) => [name, `${name} n`])];
  const rows = at.map((time, step) => [
    new Date(time).toISOString(),
    ...series.flatMap(({ values, n }) => [values[step] ?? null, n[step]]),
  ]);
  return csvTable([head, ...rows]);
};
