/** Sums over stretches of time that are as long as it takes to hold enough. */

/** Partial sums: `sums[i]` is the sum of the first i values. */
const partial = (values: ArrayLike<number>): Float64Array => {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return sums;
};

export interface Windows {
  from: Int32Array;
  /** The first interval after the window. */
  to: Int32Array;
}

/** Around each interval the smallest window with at least `enough` weight, or all of the time. */
export const windowsOf = (weight: ArrayLike<number>, enough: number): Windows => {
  const count = weight.length;
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    let [first, last, sum] = [i, i, weight[i]];
    while (sum < enough && (first > 0 || last < count - 1)) {
      if (first > 0) sum += weight[--first];
      if (last < count - 1) sum += weight[++last];
    }
    from[i] = first;
    to[i] = last + 1;
  }
  return { from, to };
};

/** Of each interval the sum of its window. */
export const smoothed = (values: ArrayLike<number>, { from, to }: Windows): Float64Array => {
  const sums = partial(values);
  return Float64Array.from(from, (first, i) => sums[to[i]] - sums[first]);
};

/** Sums over the regions, by interval. */
export const overRegions = (cells: ArrayLike<number>, intervals: number): Float64Array => {
  const sums = new Float64Array(intervals);
  for (let cell = 0; cell < cells.length; cell++) sums[cell % intervals] += cells[cell];
  return sums;
};
