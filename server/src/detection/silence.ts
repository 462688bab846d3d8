import type { Why } from '@rollcall/shared';
import { distinctIn } from './distinct.js';
import { scoreOf } from './likelihood.js';
import type { AllSeries } from './series-of.js';
import { Past, stretchMs } from './past.js';
import type { Stopped } from './stopped-sources.js';
import { Weeks } from './weeks.js';

/**
 * Silence: of people, who stay away from a slice while others come; or of what brings their signals, so that
 * many slices fall silent at once, and Rollcall is blind.
 */

export interface Quiet {
  silent: { slice: number; since: number; score: number; why: Why[] }[];
  blind: Blindness | null;
}

export interface Blindness {
  since: number;
  score: number;
  why: Why[];
  /** Where nothing comes from; empty: anywhere. */
  slices: number[];
  /** The one source that has stopped, where it is one. */
  source?: string;
}

/** People that should have come meanwhile, if only this part of the usual came. */
const part = 0.5;
const enoughPeople = 40;
/** Longer than this nobody knows what is usual: the time of day has changed, ms. */
const longestMs = 20 * 60_000;
const leastMs = 120_000;
const blindLeastMs = 60_000;
/** Stretches of 2 minutes that say how many come, and how many of them must not be empty. */
const stretches = 15;
const leastStretches = 12;
const everyMs = 10_000;
/** What may be usual at this hour is a finding, and no more. */
const doubtedScore = 0.45;
/** Slices that fall silent within this time of each other have one cause, ms. */
const togetherMs = 150_000;
/** From this part of the lively slices on it is the pipeline and not the people. */
const blindPart = 0.5;
/** A jump of the clock by more than this is a new beginning, ms. */
const jumpMs = 10 * 60_000;

/** How many people came in 2 minutes, before the last ones; undefined: seldom enough to tell. */
const usualPeople = (past: Past): number | undefined => {
  const { newest } = past;
  const people: number[] = [];
  for (let i = 1; i <= stretches; i++) {
    const stretch = past.stretch(newest - i * stretchMs);
    if (stretch?.trying) people.push(distinctIn(stretch.trying));
  }
  if (people.length < leastStretches) return undefined;
  people.sort((a, b) => a - b);
  return people[people.length >> 1];
};

export class Silence {
  /** What is known of the hours of the week. */
  readonly weeks = new Weeks();
  private lookedAt = -Infinity;
  private now = -Infinity;
  /** Before this nobody looked, or the clock stood elsewhere. */
  private resumedAt = -Infinity;
  private last: Quiet = { silent: [], blind: null };

  /**
   * @param newest the newest try of all
   * @param lateMs how late tries may come to be known
   * @param stopped sources that have stopped sending
   */
  look(
    series: AllSeries,
    newest: number,
    now: number,
    lateMs: number,
    stopped: readonly Stopped[] = [],
  ): Quiet {
    if (!(now - this.now < jumpMs + lateMs)) this.resumedAt = now;
    this.now = now;
    if (now - this.lookedAt < everyMs && now >= this.lookedAt) return this.last;
    this.lookedAt = now;
    const quiet: (Quiet['silent'][number] & { known: boolean })[] = [];
    for (const [slice, { past }] of series.all()) {
      this.learn(slice, past, newest);
      const since = past.newest;
      const found = this.silent(past, newest - since, leastMs + lateMs);
      if (!found) continue;
      const lastWeek = this.weeks.at(slice, newest);
      if (lastWeek !== undefined && lastWeek < found.usual * 0.2) continue;
      const known = lastWeek !== undefined;
      const why: Why[] = [
        { code: 'silent', forMs: newest - since, usualPeople: found.usual, known },
      ];
      quiet.push({ slice, since, score: found.score, why, known });
    }
    const lively = (): number =>
      [...series.all()].filter(([, { past }]) => usualPeople(past) !== undefined).length;
    const blind =
      this.allQuiet(series, newest, now, lateMs) ??
      withSource(quiet, stopped) ??
      together(quiet, quiet.length > 1 ? lively() : 0);
    this.last = blind ? { silent: [], blind } : { silent: quiet.map(doubted), blind: null };
    return this.last;
  }

  private silent(
    past: Past,
    gap: number,
    leastGap: number,
  ): { usual: number; score: number } | undefined {
    if (gap < leastGap) return undefined;
    const usual = usualPeople(past);
    // many have to be missing before the hour is another
    if (usual === undefined || (usual * part * longestMs) / stretchMs < enoughPeople)
      return undefined;
    const score = scoreOf((usual * part * gap) / stretchMs, enoughPeople);
    return { usual, score };
  }

  private learn(slice: number, past: Past, newest: number): void {
    const stretch = past.stretch(newest - 2 * stretchMs);
    const people = stretch?.trying ? distinctIn(stretch.trying) : 0;
    this.weeks.learn(slice, newest, people);
  }

  private allQuiet(series: AllSeries, newest: number, now: number, lateMs: number): Quiet['blind'] {
    if (newest === -Infinity) return null;
    const gap = now - Math.max(newest, this.resumedAt);
    if (gap < blindLeastMs + lateMs) return null;
    let tries = 0;
    let filled = 0;
    for (let i = 1; i <= stretches; i++) {
      let here = 0;
      for (const [, { past }] of series.all()) {
        const stretch = past.stretch(newest - i * stretchMs);
        if (stretch) here += stretch.ok + stretch.failed;
      }
      if (here > 0) filled++;
      tries += here;
    }
    const usual = tries / stretches;
    const expected = (usual * part * gap) / stretchMs;
    if (filled < leastStretches || (usual * part * longestMs) / stretchMs < enoughPeople)
      return null;
    const score = scoreOf(expected, enoughPeople);
    const why: Why[] = [{ code: 'nothing-comes', forMs: gap, usualPerMinute: usual / 2 }];
    return { since: newest, score, why, slices: [] };
  }
}

/** In the first week nobody knows whether people come at this hour. */
const doubted = ({ known, score, ...each }: Quiet['silent'][number] & { known: boolean }) => ({
  ...each,
  score: known ? score : Math.min(score, doubtedScore),
});

/** A source has stopped, and places fell silent with it: it is not their people who stay away. */
const withSource = (quiet: Quiet['silent'], stopped: readonly Stopped[]): Quiet['blind'] => {
  for (const { id, since } of stopped) {
    const its = quiet.filter((each) => Math.abs(each.since - since) <= togetherMs);
    if (its.length === 0) continue;
    const score = Math.max(...its.map((each) => each.score));
    const why: Why[] = [{ code: 'source-stopped', source: id, places: its.length }];
    const first = Math.min(...its.map((each) => each.since));
    return { since: first, score, why, slices: its.map(({ slice }) => slice), source: id };
  }
  return null;
};

/** Most of what is lively fell silent at once: what brings the signals stands still. */
const together = (quiet: Quiet['silent'], lively: number): Quiet['blind'] => {
  if (quiet.length < 2) return null;
  const first = Math.min(...quiet.map(({ since }) => since));
  const same = quiet.filter(({ since }) => since <= first + togetherMs);
  if (same.length < 2 || same.length < blindPart * lively) return null;
  const score = Math.max(...same.map((each) => each.score));
  const why: Why[] = [{ code: 'most-silent', places: same.length, of: lively }];
  // what is not busy enough to be missed may be blind too
  const slices = same.length === lively ? [] : same.map(({ slice }) => slice);
  return { since: first, score, why, slices };
};
