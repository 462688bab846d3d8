/** A new alarm within the rest of an old one must say this much more. */
const MORE = 1.2;
/** What counts of the evidence above the ceiling. */
const SLOPE = 0.01;

/**
 * One alarm an event. After a peak a bar stands above it and sinks slowly (by 1/e in `rest` points). What lies
 * below the bar, and what is no alarm at all, goes by what the point itself says, pressed under `ceiling`: below
 * what an alarm has and in its own order, so that the points of a long event still rank above the ordinary.
 */
export class Refractory {
  private bar = 0;
  private readonly sinks: number;

  constructor(
    rest: number,
    private readonly ceiling: number,
  ) {
    this.sinks = Math.exp(-1 / rest);
  }

  /**
   * @param evidence of an event: of now and of what came before
   * @param own what the point says by itself
   */
  push(evidence: number, own: number): number {
    this.bar *= this.sinks;
    if (evidence > this.bar) {
      this.bar = MORE * evidence;
      if (evidence > this.ceiling) return evidence;
    }
    return Math.min(own, this.ceiling + SLOPE * Math.max(0, own - this.ceiling));
  }
}
