/** Nearest shapes looked for: one may be chance, three are a habit. */
const NEIGHBOURS = 3;

/**
 * Memory of seen shapes: how far are the last `width` numbers from the nearest stretches of the last
 * `memory`? (Left discords; the conformal k-nearest neighbours of Burnaev and Ishimtsev, 2016.)
 */
export class Shapes {
  /** The last numbers twice over, so that every stretch lies in one piece. */
  private readonly ring: Float64Array;
  private readonly nearest = new Float64Array(NEIGHBOURS);
  private count = 0;

  constructor(
    private readonly width: number,
    private readonly memory: number,
  ) {
    this.ring = new Float64Array(2 * memory);
  }

  /** Mean distance to the nearest; undefined until there is enough to compare with. */
  push(x: number): number | undefined {
    const { ring, memory, width, nearest } = this;
    const slot = this.count++ % memory;
    ring[slot] = ring[slot + memory] = x;
    const known = Math.min(this.count, memory);
    if (known < 3 * width) return undefined;
    const newest = slot + memory;
    nearest.fill(Infinity);
    let bound = Infinity;
    for (let back = width; back <= known - width; back++) {
      let distance = 0;
      for (let j = 0; j < width && distance < bound; j++) {
        const gap = ring[newest - j] - ring[newest - back - j];
        distance += gap * gap;
      }
      if (distance < bound) bound = this.keep(distance);
    }
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
