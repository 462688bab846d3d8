import { divergence, scoreOf } from './likelihood.js';
import type { Past, Sum } from './past.js';
import type { Counts } from './ring.js';

/**
 * Burn rates, by the windows of the SRE workbook (Google 2018, chapter 5): how many times as fast as the
 * objective allows its error budget goes, over a long window and, so that it ends soon after the trouble, a
 * short one.
 */
interface Window {
  longMs: number;
  shortMs: number;
  factor: number;
  /** Too slow to open anything by itself: the workbook makes a ticket of it. */
  ticket: boolean;
}

const minute = 60_000;
const hour = 60 * minute;

export const windows: readonly Window[] = [
  { longMs: hour, shortMs: 5 * minute, factor: 14.4, ticket: false },
  { longMs: 6 * hour, shortMs: 30 * minute, factor: 6, ticket: false },
  { longMs: 72 * hour, shortMs: 6 * hour, factor: 1, ticket: true },
];

/** Evidence without which a rate is only a small number divided by a smaller one. */
const leastPeople = 5;
const leastFailures = 10;
const leastRecent = 2;
/** Evidence against three times the allowed share and what is no worse than usual, nats. */
const enough = 12;
/**
 * As bad as this is only what is worse than usual, by this factor; by more where the objective is missed every
 * day, so that how fast its budget burns tells little.
 */
export const worseThanUsual = (usual: number, allowed: number): number => (usual > allowed ? 5 : 3);
/** What a finding that opens nothing by itself scores at the most. */
const ticketScore = 0.45;

export interface Burn {
  window: Window;
  /** Times as fast as allowed, over the long window. */
  rate: number;
  share: number;
  people: number;
  /** Tries of the long window, and how many of them failed. */
  failed: number;
  tries: number;
  usual: number;
  score: number;
  believed: boolean;
}

const rateOf = ({ counted, budget }: Sum): number => (budget > 0 ? counted / budget : 0);

/** Retries only make a rate less: who failed is asked only where it could burn at all. */
const mayBurn = ({ failed, budget }: Counts, { factor }: Window, least: number): boolean =>
  failed >= least && failed >= factor * budget;

/**
 * @param usual share of tries that usually fails
 * @param after what lies before was trouble that is over: its budget is gone, and it burns no longer
 * @param tickets whether what opens nothing by itself is told as well
 */
export const burnOf = (
  past: Past,
  at: number,
  usual: number,
  after = -Infinity,
  tickets = true,
): Burn | undefined => {
  for (const window of windows) {
    if (window.ticket && !tickets) continue;
    if (!mayBurn(past.counts(at, window.shortMs, after), window, leastRecent)) continue;
    if (!mayBurn(past.counts(at, window.longMs, after), window, leastFailures)) continue;
    const recent = past.sum(at, window.shortMs, after);
    if (recent.people < leastRecent || rateOf(recent) < window.factor) continue;
    const long = past.sum(at, window.longMs, after);
    if (Math.round(long.people) < leastPeople || long.counted < leastFailures) continue;
    // a budget is of the whole window, whatever part of it has been seen
    const seen = Math.min(1, (at - Math.max(past.first, after)) / window.longMs);
    const rate = rateOf(long) * seen;
    if (rate < window.factor) continue;
    const share = long.counted / (long.ok + long.counted);
    const allowed = long.budget / (long.ok + long.failed);
    const times = worseThanUsual(usual, allowed);
    const doubtful = Math.min(0.5, Math.max(3 * allowed, times * usual));
    // three failures of one person are one piece of evidence: few who try again and again burn nobody's budget
    const votes = long.ok + long.people;
    const voted = long.people / votes;
    const evidence = voted > doubtful ? votes * divergence(voted, doubtful) : 0;
    const worse = share >= times * usual;
    const score = scoreOf(evidence, enough);
    const believed = !window.ticket && worse && score >= 0.5;
    const people = Math.round(long.people);
    const told = believed ? score : Math.min(score, ticketScore);
    const { failed } = long;
    const tries = long.ok + failed;
    return { window, rate, share, people, failed, tries, usual, score: told, believed };
  }
  return undefined;
};
