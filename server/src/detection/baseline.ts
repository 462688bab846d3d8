import { clamp } from './likelihood.js';

/** Half of what was learned is forgotten in this time, ms. */
const halfLifeMs = 3 * 86_400_000;
/** What nobody has seen yet fails now and then, as if so many tries had been seen. */
const priorTries = 50;
const priorShare = 0.02;

/** Of fewer tries nobody can tell whether they were worse than usual. */
const learnedAtOnce = 200;

/** Tries from which on it is known how a series usually does. */
export const knownTries = 100;

/**
 * How large a share of a series' tries usually fails. Learned from what is over and was no trouble; a
 * stretch that was worse than usual counts as just a little worse, so that outages are not learned in.
 */
export class Baseline {
  private tries = 0;
  private failed = 0;
  private at = Number.NaN;
  private pending = { tries: 0, failed: 0 };

  /** @param allowed share that the objective allows */
  learn(at: number, tries: number, failed: number, allowed: number): void {
    this.pending.tries += tries;
    this.pending.failed += failed;
    if (this.pending.tries < learnedAtOnce) return;
    ({ tries, failed } = this.pending);
    this.pending = { tries: 0, failed: 0 };
    const age = Number.isNaN(this.at) ? 0 : Math.max(0, at - this.at);
    const kept = 2 ** (-age / halfLifeMs);
    const expected = Math.max(allowed, this.share(0, 0)) * tries;
    const most = 2 * expected + 2 * Math.sqrt(expected);
    this.tries = this.tries * kept + tries;
    this.failed = this.failed * kept + Math.min(failed, most);
    // what is recalled after a start may be older than what came since
    this.at = Number.isNaN(this.at) ? at : Math.max(this.at, at);
  }

  /** True when enough was seen, together with what has been seen lately and is not learned yet. */
  knows(latelyTries: number): boolean {
    return this.tries + this.pending.tries + latelyTries >= knownTries;
  }

  /** The usual share, with what was seen lately as long as little is learned. */
  share(latelyTries: number, latelyFailed: number): number {
    const learned = this.tries >= 5 * knownTries;
    const tries = this.tries + (learned ? 0 : latelyTries) + priorTries;
    const failed =
      this.failed +
      (learned ? 0 : Math.min(latelyFailed, latelyTries * 0.2)) +
      priorTries * priorShare;
    return clamp(failed / tries, 0.000_1, 0.9);
  }
}
