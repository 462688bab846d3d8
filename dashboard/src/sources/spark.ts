/** A line of counts as an SVG path in a box of 100 by 20; '' where there is nothing to draw. */
export const sparkPath = (counts: readonly number[]): string => {
  const most = Math.max(...counts, 0);
  if (counts.length < 2 || most === 0) return '';
  const points = counts.map((count, i) => {
    const x = (i / (counts.length - 1)) * 100;
    const y = 19 - (count / most) * 18;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join('L')}`;
};
