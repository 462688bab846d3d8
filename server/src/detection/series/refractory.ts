/**
 * One alarm an event: what follows a peak within `rest` points, and isn't higher, counts `damping` times, and
 * so keeps its order among its like without being a second alarm.
 */
export class Refractory {
  private peak = 0;
  private since = 0;

  constructor(
    private readonly rest: number,
    private readonly damping: number,
  ) {}

  push(evidence: number): number {
    if (++this.since > this.rest) this.peak = 0;
    if (evidence <= this.peak) return evidence * this.damping;
    this.peak = evidence;
    this.since = 0;
    return evidence;
  }
}
