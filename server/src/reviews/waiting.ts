import type { UntilWell } from '@rollcall/shared';
import { recovered } from '../impact/judge.js';
import type { AffectedVisit } from '../impact/tally.js';
import { quantile } from '../incidents/metrics.js';

const minute = 60_000;
const hour = 60 * minute;
/** Where the distribution is told, ms. */
const steps = [
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  24 * hour,
];

/** Places a user may fail in; numbers of places are below it. */
const mostPlaces = 65_536;

/**
 * How long customers waited: told first of all who are affected, by user and place, then of all that went
 * well, in any order. Times are epoch ms.
 */
export class Waiting {
  private readonly places = new Map<number, number>();
  private readonly lastFailed: number[] = [];
  private readonly firstOk: number[] = [];
  /** By affected (user, place, customer). */
  private readonly customer: number[] = [];
  private readonly firstFailed: number[] = [];
  private readonly place: number[] = [];
  private readonly isBack: boolean[] = [];

  /** @param slice a number of the place */
  affected(
    { user, customer, own, below, state, firstFailed, lastFailed }: AffectedVisit,
    slice: number,
  ): void {
    if (own || below || customer < 0) return;
    const key = user * mostPlaces + slice;
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.lastFailed.push(lastFailed) - 1;
      this.firstOk.push(Infinity);
      this.places.set(key, place);
    } else if (lastFailed > this.lastFailed[place]) this.lastFailed[place] = lastFailed;
    this.customer.push(customer);
    this.firstFailed.push(firstFailed);
    this.place.push(place);
    this.isBack.push(state === recovered);
  }

  /** Something of a user went well in a place. */
  wentWell(user: number, slice: number, at: number): void {
    const place = this.places.get(user * mostPlaces + slice);
    if (place === undefined || at <= this.lastFailed[place]) return;
    if (at < this.firstOk[place]) this.firstOk[place] = at;
  }

  /** Each customer's wait, ms, ascending; Infinity: not back by the end. */
  waits(): number[] {
    const from = new Map<number, number>();
    const to = new Map<number, number>();
    this.customer.forEach((customer, i) => {
      const back = this.isBack[i] ? this.firstOk[this.place[i]] : Infinity;
      from.set(customer, Math.min(from.get(customer) ?? Infinity, this.firstFailed[i]));
      to.set(customer, Math.max(to.get(customer) ?? -Infinity, back));
    });
    return [...from].map(([customer, start]) => to.get(customer)! - start).sort((a, b) => a - b);
  }
}

const finite = (ms: number): number | null => (Number.isFinite(ms) ? ms : null);

/** The distribution of waits, those who were not back by the end counted as the longest. */
export const untilWell = (waits: readonly number[]): UntilWell => {
  const back = waits.filter(Number.isFinite);
  // between a wait that ended and one that did not there is no middle
  const at = (share: number): number | null => {
    const place = (waits.length - 1) * share;
    if (waits.length === 0 || !Number.isFinite(waits[Math.ceil(place)])) return null;
    return finite(quantile(waits, share));
  };
  return {
    n: waits.length,
    back: back.length,
    medianMs: at(0.5),
    p90Ms: at(0.9),
    longestMs: back.length > 0 && back.length === waits.length ? back[back.length - 1] : null,
    within: steps.map((ms) => ({ ms, customers: back.filter((wait) => wait <= ms).length })),
  };
};
