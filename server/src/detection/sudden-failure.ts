import type { Baseline } from './baseline.js';
import { sketchBytes, merge } from './distinct.js';
import { divergence, scoreOf } from './likelihood.js';
import { evidenceOf, type Past } from './past.js';
import type { Bucket } from './ring.js';

/**
 * The fast path: a large share of tries fails, and did not before.
 *
 * A generalised likelihood-ratio test over every beginning of the last hour (Lai 1998): people who failed
 * since, against tries that went well since, against the usual share. The likeliest beginning is the onset.
 */

/** Evidence against the usual share that is believed, nats: odds of 500 million to one. */
const enough = 20;
/** Where a health signal says the same, this will do. */
const enoughWithHealth = 12;
const leastPeople = 5;
const leastPeopleWithHealth = 3;
/** Of a series that nobody has seen well yet. */
const leastPeopleUnknown = 30;
const leastShareUnknown = 0.5;
/** From this share on it is no matter of a slow burn. */
const leastShare = 0.25;
/**
 * So large a share is believed at once, as soon as it is no run of bad luck among failures of half of who try
 * (9 nats, 13 people in a row): a deploy that heals within a minute has many such runs. All else has to last, ms.
 */
const totalShare = 0.8;
const noRunOfBadLuck = 9;
const lastsMs = (share: number, votes: number, health: boolean): number => {
  const total = share >= totalShare && (health || votes * divergence(share, 0.5) >= noRunOfBadLuck);
  return total ? 0 : share >= 0.5 ? 60_000 : 120_000;
};
const reachMs = 3_600_000;

export interface SuddenFailure {
  /** Share of people who failed among them and the tries that went well. */
  share: number;
  people: number;
  /** The usual share. */
  usual: number;
  /** When it began, epoch ms. */
  since: number;
  score: number;
  /** 0.5 of the score and all other demands are met. */
  believed: boolean;
}

/** Beginnings that are looked at; more stretches than a series has in its last hour. */
const mostBuckets = 320;

/** Looks for one. Made once; holds no state between two looks. */
export class SuddenFailures {
  private readonly since = new Float64Array(mostBuckets);
  private readonly ok = new Float64Array(mostBuckets);
  private readonly failed = new Float64Array(mostBuckets);
  private readonly people = new Float64Array(mostBuckets);
  private readonly sketch = new Uint8Array(sketchBytes);
  private count = 0;
  private nameless = 0;
  private anyNamed = false;

  /**
   * @param at up to when, epoch ms
   * @param after it began after this: what lies before was looked at, or is over
   * @param allowed share that the objective allows to fail
   */
  find(
    past: Past,
    baseline: Baseline,
    at: number,
    after: number,
    allowed: number,
    health: boolean,
  ): SuddenFailure | undefined {
    this.count = 0;
    this.nameless = 0;
    this.anyNamed = false;
    this.sketch.fill(0);
    past.walk(at, Math.min(reachMs, at - after), (bucket) => this.take(bucket));
    const needed = health ? leastPeopleWithHealth : leastPeople;
    const last = this.count - 1;
    if (last < 0 || Math.round(this.people[last]) < needed) return undefined;
    let found: SuddenFailure | undefined;
    let strongest = 0;
    let anyTotal = false;
    let lasting = false;
    for (let i = 0; i <= last; i++) {
      const people = this.people[i];
      // an onset begins with somebody who failed
      if (Math.round(people) < needed || this.since[i] === Infinity) continue;
      const votes = people + this.ok[i];
      const share = people / votes;
      if (share < leastShare) continue;
      const [okBefore, failedBefore] = [
        this.ok[last] - this.ok[i],
        this.failed[last] - this.failed[i],
      ];
      const before = okBefore + failedBefore;
      const usual = Math.max(baseline.share(before, failedBefore), 2 * allowed);
      if (share < 2 * usual) continue;
      const evidence = votes * divergence(share, usual);
      const known = baseline.knows(okBefore);
      const since = this.since[i];
      const score = scoreOf(evidence, health ? enoughWithHealth : enough);
      const lasts = lastsMs(share, votes, health);
      const credible =
        score >= 0.5 && (known || (people >= leastPeopleUnknown && share >= leastShareUnknown));
      // the likeliest beginning may hold what went well in its second: one that is total is enough. That
      // something lasts is only for the likeliest to say: a failure long before it proves nothing.
      anyTotal ||= credible && lasts === 0;
      if (evidence <= strongest) continue;
      lasting = credible && at - since >= lasts;
      strongest = evidence;
      found = { share, people: Math.round(people), usual, since, score, believed: false };
    }
    return found && { ...found, believed: anyTotal || lasting };
  }

  private take({ ok, failed, nameless, firstFailed, failing }: Bucket): void {
    if (this.count === mostBuckets) return;
    const i = this.count++;
    const before = i === 0 ? 0 : i - 1;
    const [okSoFar, failedSoFar] = i === 0 ? [0, 0] : [this.ok[before], this.failed[before]];
    this.ok[i] = okSoFar + ok;
    this.failed[i] = failedSoFar + failed;
    this.since[i] = firstFailed;
    this.people[i] = i === 0 ? 0 : this.people[before];
    if (failed === 0) return;
    this.nameless += nameless;
    if (failing) {
      merge(this.sketch, failing);
      this.anyNamed = true;
    }
    const sketch = this.anyNamed ? this.sketch : undefined;
    this.people[i] = evidenceOf(this.failed[i], this.nameless, sketch).people;
  }
}
