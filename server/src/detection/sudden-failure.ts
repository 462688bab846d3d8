import type { Baseline } from './baseline.js';
import { sketchBytes, merge } from './distinct.js';
import { divergence, scoreOf } from './likelihood.js';
import { evidenceOf, stretchMs, type Past } from './past.js';
import type { Bucket } from './ring.js';

/**
 * The fast path: a large share of tries fails, and did not before.
 *
 * A generalised likelihood-ratio test over every beginning of the last hour (Lai 1998): people who failed
 * since, against tries that went well since, against the usual share. The likeliest beginning is the onset.
 */

/** What else speaks for it: nothing, something that is unusual there, or a health signal that says `down`. */
export type Support = 'none' | 'unusual' | 'down';
/**
 * Evidence against the usual share that is believed, nats: 20 are odds of 500 million to one. Where something
 * else says the same, less will do.
 */
const enough: Record<Support, number> = { none: 20, unusual: 15, down: 12 };
const leastPeople: Record<Support, number> = { none: 5, unusual: 5, down: 3 };
/** Of a series that nobody has seen well yet. */
const leastPeopleUnknown = 30;
const leastShareUnknown = 0.5;
/** From this share on it is no matter of a slow burn; below a quarter only if it is so many times the usual one. */
const leastShare = 0.15;
const quarter = 0.25;
const timesUsual = 10;
/**
 * So large a share is believed at once, as soon as it is no run of bad luck among failures of half of who try
 * (9 nats, 13 people in a row): a deploy that heals within a minute has many such runs. All else has to last, ms.
 */
const totalShare = 0.8;
const noRunOfBadLuck = 9;
const lastsMs = (share: number, votes: number, down: boolean): number => {
  const total = share >= totalShare && (down || votes * divergence(share, 0.5) >= noRunOfBadLuck);
  return total ? 0 : share >= 0.5 ? 60_000 : share >= quarter ? 120_000 : 300_000;
};
const reachMs = 3_600_000;

export interface SuddenFailure {
  /** Share of people who failed among them and the tries that went well. */
  share: number;
  people: number;
  /** Tries since it began, and how many of them failed: counted, and not of people. */
  failed: number;
  tries: number;
  /** The usual share. */
  usual: number;
  /** When it began, epoch ms. */
  since: number;
  score: number;
  /** 0.5 of the score and all other demands are met. */
  believed: boolean;
}

/**
 * Whether so many can have failed, and so large a share: no more people than there were failures. Nearly
 * always they can't, and to know that takes a fraction of the work.
 */
const isPossible = (past: Past, at: number, reach: number, needed: number): boolean => {
  const most = past.counts(at, reach + 2 * stretchMs).failed;
  if (most < needed) return false;
  let [ok, failed, possible] = [0, 0, false];
  past.walk(at, reach, (bucket) => {
    ok += bucket.ok;
    failed += bucket.failed;
    possible = failed >= needed && failed >= leastShare * (failed + ok);
    // what went well already outweighs all that failed
    return !possible && most >= leastShare * (most + ok);
  });
  return possible;
};

/**
 * What usually fails comes in waves: a fifth of who try for a few minutes, now and then. Where fewer than half
 * fail it has to be more than a wave, of three times the usual share, unless something else says the same.
 */
const doubted = (evidence: number, votes: number, share: number, usual: number): number => {
  if (share >= 0.5) return evidence;
  const wave = waves * usual;
  return share > wave ? votes * divergence(share, wave) : 0;
};
const waves = 3;

/** Beginnings that are looked at; more stretches than a series has in its last hour. */
const mostBuckets = 320;

/** Looks for one. Made once; holds no state between two looks. */
export class SuddenFailures {
  private readonly since = new Float64Array(mostBuckets);
  private readonly ok = new Float64Array(mostBuckets);
  private readonly failed = new Float64Array(mostBuckets);
  private readonly people = new Float64Array(mostBuckets);
  private readonly buckets: Bucket[] = [];
  private readonly sketch = new Uint8Array(sketchBytes);
  private count = 0;

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
    support: Support,
  ): SuddenFailure | undefined {
    const needed = leastPeople[support];
    const reach = Math.min(reachMs, at - after);
    if (!isPossible(past, at, reach, needed)) return undefined;
    this.count = 0;
    past.walk(at, reach, (bucket) => this.take(bucket));
    this.countPeople();
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
      const okBefore = this.ok[last] - this.ok[i];
      const failedBefore = this.failed[last] - this.failed[i];
      const before = okBefore + failedBefore;
      const usual = Math.max(baseline.share(before, failedBefore), 2 * allowed);
      if (share < (share < quarter ? timesUsual : 2) * usual) continue;
      const evidence = votes * divergence(share, usual);
      const known = baseline.knows(okBefore);
      const since = this.since[i];
      const told = support === 'none' ? doubted(evidence, votes, share, usual) : evidence;
      const score = scoreOf(told, enough[support]);
      const lasts = lastsMs(share, votes, support === 'down');
      const credible =
        score >= 0.5 && (known || (people >= leastPeopleUnknown && share >= leastShareUnknown));
      // the likeliest beginning may hold what went well in its second: one that is total is enough. That
      // something lasts is only for the likeliest to say: a failure long before it proves nothing.
      anyTotal ||= credible && lasts === 0;
      if (evidence <= strongest) continue;
      lasting = credible && at - since >= lasts;
      strongest = evidence;
      const failed = this.failed[i];
      const tries = this.ok[i] + failed;
      found = {
        share,
        people: Math.round(people),
        failed,
        tries,
        usual,
        since,
        score,
        believed: false,
      };
    }
    return found && { ...found, believed: anyTotal || lasting };
  }

  private take(bucket: Bucket): void {
    if (this.count === mostBuckets) return;
    const i = this.count++;
    this.buckets[i] = bucket;
    this.ok[i] = bucket.ok + (i === 0 ? 0 : this.ok[i - 1]);
    this.failed[i] = bucket.failed + (i === 0 ? 0 : this.failed[i - 1]);
    this.since[i] = bucket.firstFailed;
  }

  private countPeople(): void {
    let [nameless, people, anyNamed] = [0, 0, false];
    this.sketch.fill(0);
    for (let i = 0; i < this.count; i++) {
      const bucket = this.buckets[i];
      if (bucket.failed > 0) {
        nameless += bucket.nameless;
        if (bucket.failing) {
          merge(this.sketch, bucket.failing);
          anyNamed = true;
        }
        const sketch = anyNamed ? this.sketch : undefined;
        ({ people } = evidenceOf(this.failed[i], nameless, sketch));
      }
      this.people[i] = people;
    }
  }
}
