import { distinctIn, sketchBytes } from './distinct.js';
import { Ring, type Bucket, type Counts, type Portion } from './ring.js';

/** Width of what `stretch` gives, ms. */
export const stretchMs = 120_000;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** What a window held. */
export interface Sum {
  ok: number;
  failed: number;
  /** Different people who failed. Three failures that name nobody stand for one. */
  people: number;
  /** Failures without retry storms: three of each person at the most. */
  counted: number;
  /** Failures that the objectives allow for as many tries. */
  budget: number;
}

/** Failures of one person that are believed. */
const believedEach = 3;

/** How much of a series' failures is evidence: a retry storm of one is no outage. */
export const evidenceOf = (
  failed: number,
  nameless: number,
  failing: Uint8Array | undefined,
): { people: number; counted: number } => {
  const people = (failing ? distinctIn(failing) : 0) + nameless / believedEach;
  return { people, counted: Math.min(failed, people * believedEach) };
};

const reachOf = (end: number, windowMs: number, after: number): number =>
  after > end - windowMs ? Math.max(1, end - after) : windowMs;

/** The same of failures whose people are known by number. */
export const peopleIn = (
  failed: number,
  failing: readonly number[],
): { people: number; counted: number } => {
  const people = new Set(failing).size + (failed - failing.length) / believedEach;
  return { people, counted: Math.min(failed, people * believedEach) };
};

/**
 * The past of one series, the finer the nearer: seconds for a minute, 2 hours for 3 days. Constant memory:
 * 244 stretches of some 100 bytes, and 64 more for those in which anybody failed.
 */
export class Past {
  private readonly rings: readonly Ring[];
  /** Event time of the first and the newest try, epoch ms. */
  first = Infinity;
  newest = -Infinity;
  private readonly scratch = new Uint8Array(sketchBytes);

  /** @param knowsVisitors whether a stretch tells who was there, beside who failed */
  constructor(knowsVisitors = false) {
    this.rings = [
      new Ring(second, 72),
      new Ring(10 * second, 74),
      new Ring(stretchMs, 38, knowsVisitors),
      new Ring(15 * minute, 30),
      new Ring(2 * hour, 40),
    ];
  }

  add(at: number, portion: Portion): void {
    for (const ring of this.rings) ring.add(at, portion);
    if (at < this.first) this.first = at;
    if (at > this.newest) this.newest = at;
  }

  /**
   * What the window held that ends with `end`, within 2 % of its length.
   * @param after no stretch that began before this; all of the window where left out
   */
  sum(end: number, windowMs: number, after = -Infinity): Sum {
    const reach = reachOf(end, windowMs, after);
    const counts = this.ringOf(reach).sum(end, reach, after, this.scratch);
    const { ok, failed, nameless, budget } = counts;
    return { ok, failed, budget, ...evidenceOf(failed, nameless, this.scratch) };
  }

  /** The same without who it was, in a fraction of the time: no people are more than its failures. */
  counts(end: number, windowMs: number, after = -Infinity): Counts {
    const reach = reachOf(end, windowMs, after);
    return this.ringOf(reach).sum(end, reach, after);
  }

  private ringOf(reachMs: number): Ring {
    return this.rings.find(({ widthMs, size }) => reachMs <= widthMs * (size - 1))!;
  }

  /**
   * Walks back from `end` without a gap and without an overlap, stretch by stretch, at most `reachMs` far;
   * stretches in which nothing happened are left out. Ends where `visit` gives false.
   */
  walk(end: number, reachMs: number, visit: (bucket: Bucket) => unknown): void {
    const limit = end - reachMs;
    let until = end;
    for (const [level, { widthMs, size }] of this.rings.entries()) {
      const coarser = this.rings[level + 1]?.widthMs ?? widthMs;
      // so far that the next, coarser stretches begin where these end
      const reached = (Math.floor(end / widthMs) - size + 1) * widthMs;
      const from = Math.ceil(reached / coarser) * coarser;
      for (
        let at = Math.floor(until / widthMs) * widthMs;
        at >= Math.max(from, limit);
        at -= widthMs
      ) {
        const bucket = this.rings[level].at(at);
        if (bucket && visit(bucket) === false) return;
      }
      if (from <= limit) return;
      until = from - 1;
    }
  }

  /** The 2 minutes that hold a time, within the last hour; where visitors are known, they know who was there. */
  stretch(time: number): Bucket | undefined {
    return this.rings[2].at(time);
  }
}
