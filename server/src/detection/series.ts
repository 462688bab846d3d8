import type { Why } from '@rollcall/shared';
import { Baseline } from './baseline.js';
import type { Cell } from './cell.js';
import type { Healing } from './healing.js';
import { evidenceAgainst } from './likelihood.js';
import { evidenceOf, peopleIn, Past, stretchMs } from './past.js';

/** What is over for less than this may still be found to be trouble, and is not learned yet, ms. */
const unsettledMs = 10 * 60_000;

/** So much worse than usual is trouble, and nothing to be learned from; nats. */
const troubleNats = 12;

/** What is wrong with a series, until it is well. */
export interface Failing {
  kind: 'failing' | 'burn';
  /** When customers began to fail, epoch ms. */
  since: number;
  share: number;
  score: number;
  why: Why[];
}

/** One series: a slice, or all slices of a service, a region, a channel; and what is known of it. */
export class Series {
  readonly past: Past;
  readonly baseline = new Baseline();
  failing: Failing | undefined;
  healing: Healing | undefined;
  /** What lies before was trouble that is over, epoch ms. */
  clearedAt = -Infinity;
  /** When it was last looked at for sudden failures, and for burn rates; the log's time, epoch ms. */
  lookedAt = -Infinity;
  burnLookedAt = -Infinity;
  private learnedUntil = Number.NaN;
  private tries = 0;
  private budget = 0;

  /**
   * @param slices what it is made of: one, or those of a margin, of which there may come more
   * @param knowsVisitors whether its past tells who was there
   */
  constructor(
    readonly slices: number[],
    knowsVisitors = false,
  ) {
    this.past = new Past(knowsVisitors);
  }

  /** @param allowed share that the objective of the cell's service allows to fail */
  add(cell: Cell, allowed: number): void {
    const { ok, failed, firstFailed, failing, trying, at } = cell;
    const budget = (ok + failed) * allowed;
    const nameless = failed - failing.length;
    const people = { failingPeople: failing, tryingPeople: trying };
    this.past.add(at, { ok, failed, nameless, budget, firstFailed, ...people });
    this.tries += ok + failed;
    this.budget += budget;
  }

  /** Learns what is usual from what is long past, and was no trouble. */
  recall({ at, ok, failed, failing }: Cell): void {
    const { people, counted } = peopleIn(failed, failing);
    if (evidenceAgainst(this.baseline.share(0, 0), people, ok) > troubleNats) return;
    this.baseline.learn(at, ok + counted, counted, this.allowed);
  }

  /** Share that the objectives of what was tried here allow to fail. */
  get allowed(): number {
    return this.tries === 0 ? 0.001 : this.budget / this.tries;
  }

  /** Learns what is usual from what is settled. */
  learn(now: number): void {
    const until = Math.floor((now - unsettledMs) / stretchMs) * stretchMs;
    if (Number.isNaN(this.learnedUntil)) this.learnedUntil = until - stretchMs;
    if (until <= this.learnedUntil) return;
    const from = Math.max(this.learnedUntil, until - 30 * stretchMs);
    this.learnedUntil = until;
    if (this.failing) return;
    for (let at = from; at < until; at += stretchMs) {
      const stretch = at >= this.clearedAt ? this.past.stretch(at) : undefined;
      if (!stretch) continue;
      const { counted } = evidenceOf(stretch.failed, stretch.nameless, stretch.failing);
      this.baseline.learn(at, stretch.ok + counted, counted, this.allowed);
    }
  }
}
