import { clamp } from './likelihood.js';

/** Half of what was learned is forgotten in this time, ms. */
const halfLifeMs = 3 * 86_400_000;
/** What nobody has seen yet fails now and then, as if so many tries had been seen. */
const priorTries = 50;
const priorShare = 0.02;

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

  /** @param allowed share that the objective allows */
  learn(at: number, tries: number, failed: number, allowed: number): void {
    if (tries <= 0) return;
    const age = Number.isNaN(this.at) ? 0 : Math.max(0, at - this.at);
    const kept = 2 ** (-age / halfLifeMs);
    const most = Math.max(allowed, 2 * this.share(0, 0)) * tries;
    this.tries = this.tries * kept + tries;
    this.failed = this.failed * kept + Math.min(failed, most);
    this.at = at;
  }

  /** True when enough was seen, together with what has been seen lately and is not learned yet. */
  knows(latelyTries: number): boolean {
    return this.tries + latelyTries >= knownTries;
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
