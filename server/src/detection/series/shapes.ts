/** Nearest shapes looked for: one may be chance, three are a habit. */
const NEIGHBOURS = 3;
/** Numbers that make a shape. */
const WIDTH = 8;

/**
 * Memory of seen shapes: how far is the latest stretch of the series from the nearest of those before it?
 * (Left discords; k nearest neighbours over lags, as in Burnaev and Ishimtsev 2016.) A shape is eight
 * numbers, `step` points apart.
 */
export class Shapes {
  /** The last numbers twice over, so that every stretch lies in one piece. */
  private readonly ring: Float64Array;
  private readonly nearest = new Float64Array(NEIGHBOURS);
  private readonly span: number;
  private count = 0;

  /** @param memory how many points back it looks, at every `step`-th */
  constructor(
    private readonly step: number,
    private readonly memory: number,
  ) {
    this.ring = new Float64Array(2 * memory);
    this.span = WIDTH * step;
  }

  /** Mean distance to the nearest; undefined until there is enough to compare with. */
  push(x: number): number | undefined {
    const { ring, memory, step, span, nearest } = this;
    const slot = this.count++ % memory;
    ring[slot] = ring[slot + memory] = x;
    const known = Math.min(this.count, memory);
    const newest = slot + memory;
    nearest.fill(Infinity);
    let bound = Infinity;
    for (let back = span; back <= known - span; back += step) {
      let distance = 0;
      for (let lag = 0; lag < span && distance < bound; lag += step) {
        const gap = ring[newest - lag] - ring[newest - back - lag];
        distance += gap * gap;
      }
      if (distance < bound) bound = this.keep(distance);
    }
    if (bound === Infinity) return undefined;
    let sum = 0;
    for (const distance of nearest) sum += Math.sqrt(distance);
    return sum / NEIGHBOURS;
  }

  /** Keeps the nearest in order; returns the furthest of them. */
  private keep(distance: number): number {
    const { nearest } = this;
    let at = NEIGHBOURS - 1;
    for (; at > 0 && nearest[at - 1] > distance; at--) nearest[at] = nearest[at - 1];
    nearest[at] = distance;
    return nearest[NEIGHBOURS - 1];
  }
}
