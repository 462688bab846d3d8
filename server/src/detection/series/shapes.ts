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
  /** The nearest stretches: how far (squared), and how many points back. */
  private readonly nearest = new Float64Array(NEIGHBOURS);
  private readonly backs = new Int32Array(NEIGHBOURS);
  private readonly hints = new Int32Array(NEIGHBOURS);
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
    const { ring, memory, step, span, nearest, hints } = this;
    const slot = this.count++ % memory;
    ring[slot] = ring[slot + memory] = x;
    const newest = slot + memory;
    const furthest = Math.min(this.count, memory) - span;
    nearest.fill(Infinity);
    // What was near a point ago mostly still is: asked first, it lets nearly all others be given up at once.
    hints.set(this.backs);
    this.backs.fill(0);
    let bound = Infinity;
    for (const back of hints) {
      if (back > 0) bound = this.keep(this.distance(newest, back, bound), back);
    }
    const [first, second, third] = hints;
    for (let back = span; back <= furthest; back += step) {
      const gap = ring[newest] - ring[newest - back];
      if (gap * gap >= bound || back === first || back === second || back === third) continue;
      bound = this.keep(this.distance(newest, back, bound), back);
    }
    if (bound === Infinity) return undefined;
    let sum = 0;
    for (let i = 0; i < NEIGHBOURS; i++) sum += Math.sqrt(nearest[i]);
    return sum / NEIGHBOURS;
  }

  /** How the nearest stretches went on: their next move, in the mean. NaN where there are none. */
  next(): number {
    const { ring, memory, backs } = this;
    const newest = ((this.count - 1) % memory) + memory;
    let moves = 0;
    let known = 0;
    for (const back of backs) {
      if (back === 0) continue;
      moves += ring[newest - back + 1] - ring[newest - back];
      known++;
    }
    return known === 0 ? NaN : moves / known;
  }

  /** Squared; the way to at least `enough` where it is that or more. */
  private distance(newest: number, back: number, enough: number): number {
    const { ring, step, span } = this;
    let distance = 0;
    for (let lag = 0; lag < span && distance < enough; lag += step) {
      const gap = ring[newest - lag] - ring[newest - back - lag];
      distance += gap * gap;
    }
    return distance;
  }

  /** Keeps the nearest in order; returns the furthest of them. */
  private keep(distance: number, back: number): number {
    const { nearest, backs } = this;
    let at = NEIGHBOURS - 1;
    if (!(distance < nearest[at])) return nearest[at];
    for (; at > 0 && nearest[at - 1] > distance; at--) {
      nearest[at] = nearest[at - 1];
      backs[at] = backs[at - 1];
    }
    nearest[at] = distance;
    backs[at] = back;
    return nearest[NEIGHBOURS - 1];
  }
}
