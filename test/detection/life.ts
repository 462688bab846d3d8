import type { Random } from '../people/random.js';
import { Bend, normal, poisson } from './chance.js';
import type { Cell } from './rehearsal.js';
import { type Place, rhythmOf, type Town } from './town.js';

/** What is out of the ordinary in a place for a time. */
export interface Change {
  from: number;
  to: number;
  touches: (place: Place) => boolean;
  /** Share of tries that fails beside the ordinary ones, at a time; left out: none. */
  share?: (at: number) => number;
  /** Factor to the tries; left out: 1. 0: nothing arrives. */
  traffic?: number;
  /** Tries a second, whatever the hour; before `traffic`. */
  rate?: number;
  /** Everybody comes so many hours earlier. */
  shift?: number;
  /** Failures a second of a few who never get through, and how many they are. */
  bots?: { rate: number; many: number };
}

export interface Habits {
  /** Share of people whose clock is wrong, and by how much at the most, s; both ways. */
  skewed?: { share: number; mostS: number };
  /** All that happens in so long arrives together when that is over, ms. */
  batchMs?: number;
}

/** How long a try takes to arrive: at the middle, ms; lognormal. One in a hundred waits up to half a minute. */
const lagMs = 250;
const lagSpread = 0.8;
const lateShare = 0.01;
const lateMs = 30_000;
/** With longer steps than this nobody looks when within one a try arrives, ms. */
const lagsUpToMs = 5_000;

const second = 1_000;
const turnMs = 600_000;
/** Somebody who failed for a reason of their own, and tries again, fails again. */
const ownFault = 0.6;
const triesAgain = 0.6;
const laterMs = 20_000;

/** A try, and when it is made by the clock of who makes it, epoch ms. */
interface Try {
  slice: number;
  at: number;
  person: number;
  fails: boolean;
}
interface Later extends Omit<Try, 'fails'> {
  /** Fails for a reason of their own. */
  fault: boolean;
}
/** What a place is like for a time. */
interface State {
  rate: number;
  own: number;
  share: number;
  bots: { rate: number; many: number }[];
}

/** Lives a town's time, one step after the other; the same seed gives the same tries. */
export class Life {
  private readonly crowd: Bend[];
  private readonly luck: Bend[];
  private readonly serviceLuck = new Map<string, Bend>();
  /** Who tries again, by second. */
  private readonly again = new Map<number, Later[]>();
  /** What has not arrived yet, and what clocks that are ahead put into the future. */
  private underWay: { arrives: number; tried: Try }[] = [];

  constructor(
    private readonly random: Random,
    private readonly town: Town,
    private readonly changes: readonly Change[],
    private readonly habits: Habits = {},
  ) {
    this.crowd = town.places.map(() => new Bend(random, 0.15, 0.8));
    this.luck = town.places.map(() => new Bend(random, 0.4, 0.6));
    for (const { id } of town.services) this.serviceLuck.set(id, new Bend(random, 0.4, 0.7));
  }

  /**
   * All that arrives in a step. Of steps longer than a second: what goes well between two failures is put
   * into one second between them, so that every stretch from one failure to another holds what it would
   * hold second by second.
   */
  step(from: number, stepMs: number): Cell[] {
    const tries: Try[] = [];
    const to = from + stepMs;
    const active = this.changes.filter((change) => change.from < to && change.to > from);
    // to the millisecond: a change in the middle of a step is one
    const cuts = active.flatMap((change) => [change.from, change.to]).filter((at) => at > from);
    const ends = [...new Set([...cuts.filter((at) => at < to), to])].sort((a, b) => a - b);
    let begin = from;
    for (const end of ends) {
      const now = active.filter((change) => change.from <= begin && change.to > begin);
      this.town.places.forEach((place, i) => {
        this.triesIn(i, this.stateOf(place, i, begin, now), begin, end, tries);
      });
      begin = end;
    }
    this.retry(active, from, to, tries);
    const { skewed, batchMs } = this.habits;
    const exact = stepMs <= second || batchMs !== undefined || (skewed?.share ?? 0) > 0.1;
    return this.cellsOf(this.arrived(exact ? tries : met(tries, from, stepMs), to, stepMs));
  }

  private triesIn(slice: number, state: State, from: number, to: number, tries: Try[]): void {
    const { random } = this;
    const { rate, share, own, bots } = state;
    const lasts = to - from;
    const seconds = lasts / second;
    const when = (): number => from + Math.floor(random.next() * lasts);
    const count = poisson(random, rate * seconds);
    const failures = this.failuresOf(count, share);
    for (let n = 0; n < count; n++) {
      const one = { slice, at: when(), person: this.someone(slice), fails: n < failures };
      tries.push(one);
      // what is broken for all is no fault of theirs: it fails again as long as it lasts
      if (one.fails) this.plan({ ...one, fault: random.chance(own / share) });
    }
    for (const { rate: beats, many } of bots)
      for (let n = poisson(random, beats * seconds); n > 0; n--)
        tries.push({
          slice,
          at: when(),
          person: -1 - slice * 10 - random.int(1, many),
          fails: true,
        });
  }

  private retry(active: readonly Change[], from: number, to: number, tries: Try[]): void {
    for (let key = Math.floor(from / second); key * second < to; key++) {
      const waiting = this.again.get(key);
      if (!waiting) continue;
      const left = waiting.filter(({ at }) => at >= to);
      if (left.length > 0) this.again.set(key, left);
      else this.again.delete(key);
      for (const later of waiting) {
        const { slice, at, person, fault } = later;
        if (at >= to) continue;
        const now = active.filter((change) => change.from <= at && change.to > at);
        const { rate, share } = this.stateOf(this.town.places[slice], slice, at, now);
        if (rate === 0) continue;
        const fails = this.random.chance(fault ? Math.max(ownFault, share) : share);
        tries.push({ slice, at, person, fails });
        if (fails) this.plan(later);
      }
    }
  }

  private plan(failed: Later): void {
    if (!this.random.chance(triesAgain)) return;
    const at = failed.at + second + Math.floor(this.random.next() * laterMs);
    const key = Math.floor(at / second);
    const list = this.again.get(key);
    const later = { slice: failed.slice, person: failed.person, fault: failed.fault, at };
    if (list) list.push(later);
    else this.again.set(key, [later]);
  }

  private arrived(tries: readonly Try[], now: number, stepMs: number): Try[] {
    const lags = stepMs <= lagsUpToMs;
    for (const tried of tries) {
      const skew = this.skewOf(tried.person);
      const at = tried.at + skew * second;
      // nobody believes a clock before its time has come
      const arrives = Math.max(this.sentAt(tried.at) + (lags ? this.lag() : 0), at);
      this.underWay.push({ arrives, tried: skew === 0 ? tried : { ...tried, at } });
    }
    const here: Try[] = [];
    const later: typeof this.underWay = [];
    for (const each of this.underWay)
      if (each.arrives < now) here.push(each.tried);
      else later.push(each);
    this.underWay = later;
    return here;
  }

  private sentAt(at: number): number {
    const { batchMs } = this.habits;
    return batchMs === undefined ? at : Math.ceil(at / batchMs) * batchMs;
  }

  private lag(): number {
    if (this.random.chance(lateShare)) return this.random.next() * lateMs;
    return lagMs * Math.exp(lagSpread * normal(this.random));
  }

  private cellsOf(tries: readonly Try[]): Cell[] {
    const cells = new Map<number, Cell>();
    for (const { slice, at: moment, person, fails } of tries) {
      const at = Math.floor(moment / second) * second;
      const key = at + slice;
      let cell = cells.get(key);
      if (!cell) {
        cell = { slice, at, ok: 0, failed: 0, firstFailed: Infinity, failing: [], trying: [] };
        cells.set(key, cell);
      }
      cell.trying.push(person);
      if (!fails) {
        cell.ok++;
        continue;
      }
      cell.failed++;
      cell.firstFailed = Math.min(cell.firstFailed, moment);
      cell.failing.push(person);
    }
    return [...cells.values()];
  }

  private stateOf(place: Place, i: number, at: number, changes: readonly Change[]): State {
    const turn = Math.floor(at / turnMs);
    const active = changes.filter(({ touches }) => touches(place));
    const given = active.find(({ rate }) => rate !== undefined)?.rate;
    const traffic = active.reduce((factor, { traffic = 1 }) => factor * traffic, 1);
    const shift = active.reduce((sum, { shift = 0 }) => sum + shift, 0);
    const rate =
      (given ?? rhythmOf(place, at + shift * 3_600_000) * this.crowd[i].at(turn)) * traffic;
    const service = this.serviceLuck.get(place.service)!;
    const luck = this.luck[i].at(turn) * service.at(turn);
    // what fails every day for a twentieth has causes that don't come in waves
    const own = Math.min(0.2, place.share * (place.share > 0.02 ? luck ** 0.3 : luck));
    const well = active.reduce((left, { share }) => left * (1 - (share?.(at) ?? 0)), 1 - own);
    const bots = active.flatMap(({ bots }) => bots ?? []);
    return { rate, own, share: 1 - well, bots };
  }
  private failuresOf(tries: number, share: number): number {
    if (share >= 1) return tries;
    if (share < 0.05) return Math.min(tries, poisson(this.random, tries * share));
    let failures = 0;
    for (let n = 0; n < tries; n++) if (this.random.next() < share) failures++;
    return failures;
  }

  private someone(slice: number): number {
    return slice * 1_000_000 + Math.floor(this.random.next() * this.town.places[slice].people);
  }

  private skewOf(person: number): number {
    const { skewed } = this.habits;
    if (!skewed) return 0;
    const lot = (Math.imul(person, 0x9e3779b1) >>> 0) / 4_294_967_296;
    if (lot >= skewed.share) return 0;
    return Math.round(((lot / skewed.share) * 2 - 1) * skewed.mostS);
  }
}

/** For each try that goes well the second in which it is put: its own where anything failed, else the first since. */
const met = (tries: readonly Try[], from: number, stepMs: number): Try[] => {
  const seconds = Math.ceil(stepMs / second);
  const secondOf = (at: number): number => Math.floor((at - from) / second);
  const meeting = new Map<number, Uint16Array>();
  for (const { slice, at, fails } of tries) {
    let own = meeting.get(slice);
    if (!own) meeting.set(slice, (own = new Uint16Array(seconds)));
    if (fails) own[secondOf(at)] = 1;
  }
  for (const own of meeting.values()) {
    let [into, broken] = [0, false];
    for (let s = 0; s < seconds; s++) {
      const bad = own[s] === 1;
      if (bad || broken) into = s;
      broken = bad;
      own[s] = into;
    }
  }
  return tries.map((one) => {
    if (one.fails) return one;
    return { ...one, at: from + meeting.get(one.slice)![secondOf(one.at)] * second };
  });
};
