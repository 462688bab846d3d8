/** The middle one of some figures: what a busy machine did to one of them does not matter. */
export const median = (figures: number[]): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** A figure as it is printed: three digits that count. */
export const shown = (figure: number): string =>
  Number(figure.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 3 });
