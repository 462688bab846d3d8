import type { Formats } from '../ui/format.js';

/** The big numbers of a wall: as exact as fits. All are of one size, so that none outshouts another. */

export interface Headline {
  digits: string;
  /** `M` of `1.23M`, drawn smaller; empty: the digits are exact. */
  unit: string;
  /** Not counted: reads "about". */
  estimate: boolean;
}

/** Width in letter sizes: tabular figures as the wall's style sheet draws them. */
const figureEm = 0.575;
const markEm = 0.22;
const unitEm = 0.4;

/** The sign before an estimate. */
const aboutEm = 0.45;

const widthOf = ({ digits, unit, estimate }: Headline): number =>
  [...digits].reduce((sum, sign) => sum + (/\d/.test(sign) ? figureEm : markEm), 0) +
  unit.length * unitEm +
  (estimate ? aboutEm : 0);

/**
 * The numbers as text, in a row of `roomEm` letter sizes. Too wide for it, numbers of a million and more
 * are cut to three figures: the exact ones then stand below, in small.
 */
export const headlines = (
  numbers: readonly { value: number; estimate?: boolean }[],
  roomEm: number,
  format: Pick<Formats, 'number' | 'compactParts'>,
): Headline[] => {
  const exact = numbers.map(({ value, estimate }) => ({
    digits: format.number(value),
    unit: '',
    estimate: estimate ?? false,
  }));
  if (exact.reduce((sum, one) => sum + widthOf(one), 0) <= roomEm) return exact;
  return numbers.map(({ value }, i) => {
    if (value < 1_000_000) return exact[i];
    const [digits, unit] = format.compactParts(value);
    return { ...exact[i], digits, unit };
  });
};

/** An estimate to three figures: more would look as if it were counted. */
export const rounded = (value: number): number => {
  if (value < 1_000) return Math.round(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Math.round(value / unit) * unit;
};
