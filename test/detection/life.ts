import type { Random } from '../people/random.js';
import { Bend, poisson } from './chance.js';
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
  /** Failures a second of a few who never get through, and how many they are. */
  bots?: { rate: number; many: number };
}

export interface Habits {
  /** Share of people whose clock is wrong, and by how much at the most, s; both ways. */
  skewed?: { share: number; mostS: number };
}

const second = 1_000;
const turnMs = 600_000;
/** Somebody who failed for a reason of their own, and tries again, fails again. */
const ownFault = 0.6;
const triesAgain = 0.6;
const laterS = 20;

/** A try in the s-th second of a step. */
interface Try {
  s: number;
  person: number;
}
interface Tries {
  ok: Try[];
  failed: Try[];
}
interface Later {
  place: number;
  person: number;
  /** Fails for a reason of their own. */
  fault: boolean;
}

/** For each second the one in which what goes well is put: itself where anything failed, else the first since. */
const meetingSeconds = (failed: readonly Try[], seconds: number): Uint16Array => {
  const bad = new Uint8Array(seconds);
  for (const { s } of failed) bad[s] = 1;
  const meeting = new Uint16Array(seconds);
  for (let s = 1; s < seconds; s++)
    meeting[s] = bad[s] === 1 || bad[s - 1] === 1 ? s : meeting[s - 1];
  return meeting;
};

/** Lives a town's seconds, one step after the other; the same seed gives the same seconds. */
export class Life {
  private readonly crowd: Bend[];
  private readonly luck: Bend[];
  private readonly serviceLuck = new Map<string, Bend>();
  /** Who tries again, by second. */
  private readonly again = new Map<number, Later[]>();
  /** Cells of clocks that are ahead, until their time has come. */
  private early: Cell[] = [];

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
   * All that arrives in a step. What goes well between two failures is put into one second between them:
   * every stretch from one failure to another holds what it would hold second by second.
   */
  step(from: number, stepMs: number): Cell[] {
    const seconds = Math.max(1, Math.round(stepMs / second));
    const tries = this.town.places.map((place, i) => this.triesIn(place, i, from, seconds));
    for (let s = 0; s < seconds; s++) this.retry(tries, from + s * second, s);
    const cells = [
      ...this.early,
      ...tries.flatMap((each, i) => this.cellsOf(each, i, from, seconds)),
    ];
    const now = from + seconds * second;
    this.early = cells.filter(({ at }) => at >= now);
    return this.early.length === 0 ? cells : cells.filter(({ at }) => at < now);
  }

  private triesIn(place: Place, i: number, from: number, seconds: number): Tries {
    const { random } = this;
    const { rate, share, own, bots } = this.stateOf(place, i, from);
    const [ok, failed]: [Try[], Try[]] = [[], []];
    const count = poisson(random, rate * seconds);
    const failures = this.failuresOf(count, share);
    const when = (): number => Math.floor(random.next() * seconds);
    for (let n = failures; n < count; n++) ok.push({ s: when(), person: this.someone(place, i) });
    for (let n = 0; n < failures; n++) {
      const one = { s: when(), person: this.someone(place, i) };
      failed.push(one);
      // what is broken for all is no fault of theirs: it fails again as long as it lasts
      const fault = random.chance(own / share);
      this.plan(from + one.s * second, { place: i, person: one.person, fault });
    }
    for (const { rate: beats, many } of bots)
      for (let n = poisson(random, beats * seconds); n > 0; n--)
        failed.push({ s: when(), person: -1 - i * 10 - random.int(1, many) });
    return { ok, failed };
  }

  private retry(tries: readonly Tries[], at: number, s: number): void {
    const waiting = this.again.get(at);
    if (!waiting) return;
    this.again.delete(at);
    for (const later of waiting) {
      const { place, person, fault } = later;
      const { rate, share } = this.stateOf(this.town.places[place], place, at);
      if (rate === 0) continue;
      const fails = this.random.chance(fault ? Math.max(ownFault, share) : share);
      tries[place][fails ? 'failed' : 'ok'].push({ s, person });
      if (fails) this.plan(at, later);
    }
  }

  private plan(at: number, later: Later): void {
    if (!this.random.chance(triesAgain)) return;
    const next = at + this.random.int(1, laterS) * second;
    const list = this.again.get(next);
    if (list) list.push(later);
    else this.again.set(next, [later]);
  }

  private cellsOf({ ok, failed }: Tries, slice: number, from: number, seconds: number): Cell[] {
    const cells = new Map<number, Cell>();
    const cellAt = (s: number, person: number): Cell => {
      const at = from + (s + this.skewOf(person)) * second;
      let cell = cells.get(at);
      if (!cell) {
        cell = { slice, at, ok: 0, failed: 0, firstFailed: Infinity, failing: [], trying: [] };
        cells.set(at, cell);
      }
      cell.trying.push(person);
      return cell;
    };
    for (const { s, person } of failed) {
      const cell = cellAt(s, person);
      cell.failed++;
      cell.firstFailed = Math.min(
        cell.firstFailed,
        cell.at + Math.floor(this.random.next() * second),
      );
      cell.failing.push(person);
    }
    const exact = (this.habits.skewed?.share ?? 0) > 0.1;
    const meeting = exact ? undefined : meetingSeconds(failed, seconds);
    for (const { s, person } of ok) cellAt(meeting?.[s] ?? s, person).ok++;
    return [...cells.values()];
  }

  private stateOf(place: Place, i: number, at: number) {
    const turn = Math.floor(at / turnMs);
    const active = this.changes.filter(
      ({ from, to, touches }) => at >= from && at < to && touches(place),
    );
    const given = active.find(({ rate }) => rate !== undefined)?.rate;
    const traffic = active.reduce((factor, { traffic = 1 }) => factor * traffic, 1);
    const rate = (given ?? rhythmOf(place, at) * this.crowd[i].at(turn)) * traffic;
    const service = this.serviceLuck.get(place.service)!;
    const own = Math.min(0.05, place.share * this.luck[i].at(turn) * service.at(turn));
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

  private someone(place: Place, i: number): number {
    return i * 1_000_000 + Math.floor(this.random.next() * place.people);
  }

  private skewOf(person: number): number {
    const { skewed } = this.habits;
    if (!skewed) return 0;
    const lot = (Math.imul(person, 0x9e3779b1) >>> 0) / 4_294_967_296;
    if (lot >= skewed.share) return 0;
    return Math.round(((lot / skewed.share) * 2 - 1) * skewed.mostS);
  }
}
