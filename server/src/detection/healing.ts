/**
 * When something is well again: the sequential probability-ratio test of Wald (1945), the other way round.
 * Every try that goes well speaks for it, every person who fails against it, and nothing that fails is
 * forgotten by waiting alone.
 */

/** Share from which on a tail of failures still counts as broken. */
const brokenShare = 0.15;
const healthyShare = 0.005;
/** Evidence that is believed at once, nats; and after a quarter of an hour, where few people come. */
const enough = 15;
const enoughInTime = 4.5;
const inTimeMs = 15 * 60_000;
/** Shorter than this is not well, however busy it was, ms. */
const leastMs = 30_000;

export class Healing {
  private evidence = 0;
  private began: number;

  /** @param share of tries that failed when it was found; @param usual share before */
  constructor(
    at: number,
    private readonly share: number,
    private readonly usual: number,
  ) {
    this.began = at;
  }

  /**
   * Takes what happened next, in order of time. Late news counts as of now.
   * @param failures people who failed, or failures of nobody
   */
  take(at: number, ok: number, failures: number): void {
    const broken = Math.max(Math.min(brokenShare, this.share * 0.6), 0.002);
    const healthy = Math.min(Math.max(healthyShare, 1.5 * this.usual), broken / 3);
    this.evidence +=
      ok * Math.log((1 - healthy) / (1 - broken)) - failures * Math.log(broken / healthy);
    // what went well long ago is no reason to overlook what fails now
    this.evidence = Math.min(this.evidence, 2 * enough);
    if (this.evidence > 0) return;
    this.evidence = 0;
    this.began = at;
  }

  /** Since when it is well; undefined: it is not, as far as anyone can tell. */
  wellSince(at: number): number | undefined {
    const lasts = at - this.began;
    const well =
      (this.evidence >= enough && lasts >= leastMs) ||
      (this.evidence >= enoughInTime && lasts >= inTimeMs);
    return well ? this.began : undefined;
  }
}
