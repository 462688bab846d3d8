/** A new alarm within the rest of an old one must say this much more. */
const MORE = 1.2;
/** What counts of the evidence above the ceiling. */
const SLOPE = 0.05;

/**
 * One alarm an event. After a peak a bar stands above it and sinks slowly (by 1/e in `rest` points); evidence
 * below the bar is pressed under `ceiling`, below what an alarm has and in its own order, so that the points
 * of a long event still rank above the ordinary.
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

  push(evidence: number): number {
    this.bar *= this.sinks;
    if (evidence > this.bar) {
      this.bar = MORE * evidence;
      return evidence;
    }
    return Math.min(evidence, this.ceiling + SLOPE * Math.max(0, evidence - this.ceiling));
  }
}
