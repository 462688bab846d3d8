import type { Review } from '@rollcall/shared';
import { csvTable } from '../http/csv.js';
import { linesOf } from './lines.js';

/** A review as a table: one line for each thing it says. */
export const csvOf = (review: Review): string =>
  csvTable([
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
  ]);
