import { ByPerson, Coming, isBusy } from './comings.js';
import { elsewhere, firstFailures, peopleIn, type Places, placesOf } from './places.js';
import type { SilentQuestion } from './question.js';

/**
 * What is counted: comings, for each region of the scope and interval since the onset. Past numbers are
 * means over the weeks. Everyone is among "people" until their first failure arrives and among "the
 * counted" afterwards, in past weeks from the same time of the week on: who is looked at never hangs on what
 * they did at the time that is looked at.
 */
const kinds = [
  /** In scope: what people usually do, and what arrived of it today. */
  'past',
  'today',
  /** The first failures of the counted, where a coming began with them. */
  'firstLost',
  /** In scope, the counted afterwards: what they usually do, and what got through today. */
  'countedPast',
  'countedToday',
  /** The same four beside the scope, where nothing is wrong. */
  'besidePast',
  'besideToday',
  'countedBesidePast',
  'countedBesideToday',
  /** How many of `firstLost`, and of `besidePast`, fell into a coming in scope of an ordinary week. */
  'firstBusy',
  'besideBusy',
] as const;
type Kind = (typeof kinds)[number];

export type Comings = Record<Kind, Float64Array> & {
  /** People of whom a failure arrived, and how many that usually are: bad luck, and no mirror of anything. */
  counted: number;
  unlucky: number;
  /** Comings in any slice before the onset. */
  leadPast: number;
  leadToday: number;
};

/** How many parts the people are dealt into; each is left out once, to see how much hangs on who is in. */
export const parts = 32;
const mostIntervals = 96;

export interface Tally {
  regions: number;
  intervals: number;
  /** By part of the people; cell of a kind: region × intervals + interval. */
  byPart: Comings[];
  whole: Comings;
  /** By week: comings in scope, and beside it. */
  weeks: { scope: number; beside: number }[];
  /** Past comings in scope, one person's of one week after the other: whose, in which week and interval. */
  pastPerson: number[];
  pastWeek: number[];
  pastInterval: number[];
}

const empty = (cells: number): Comings => ({
  ...(Object.fromEntries(kinds.map((kind) => [kind, new Float64Array(cells)])) as Record<
    Kind,
    Float64Array
  >),
  counted: 0,
  unlucky: 0,
  leadPast: 0,
  leadToday: 0,
});

const add = (to: Comings, part: Comings, times: 1 | -1): Comings => {
  for (const kind of kinds)
    for (let cell = 0; cell < to[kind].length; cell++) to[kind][cell] += times * part[kind][cell];
  to.counted += times * part.counted;
  to.unlucky += times * part.unlucky;
  to.leadPast += times * part.leadPast;
  to.leadToday += times * part.leadToday;
  return to;
};

/** All but one part of the people. */
export const allBut = ({ byPart, whole }: Tally, part: number): Comings =>
  add(add(empty(whole.past.length), whole, 1), byPart[part], -1);

/** The same part for the same person, on every day. */
const partOf = (person: number): number => (Math.imul(person + 1, 0x9e3779b1) >>> 16) % parts;

/** Goes through everybody's weeks and day, and counts. */
class Counter {
  private readonly people: number;
  private readonly counted: Float64Array;
  private readonly places: Places;
  private readonly onset: number;
  private readonly width: number;
  private readonly past: ByPerson[];
  private readonly now: ByPerson;
  readonly tally: Tally;

  constructor(private readonly question: SilentQuestion) {
    const { steps, onset = 0, weeks, today } = question;
    this.people = peopleIn([...weeks, today]);
    this.counted = firstFailures(question, this.people);
    this.places = placesOf(question);
    this.onset = onset;
    this.width = Math.max(1, Math.ceil((steps - onset) / mostIntervals));
    this.past = weeks.map((visits) => new ByPerson(visits, steps, this.people));
    this.now = new ByPerson(today, steps, this.people);
    const { regions } = this.places;
    const intervals = Math.ceil((steps - onset) / this.width);
    this.tally = {
      regions,
      intervals,
      byPart: Array.from({ length: parts }, () => empty(regions * intervals)),
      whole: empty(regions * intervals),
      weeks: weeks.map(() => ({ scope: 0, beside: 0 })),
      pastPerson: [],
      pastWeek: [],
      pastInterval: [],
    };
  }

  count(): Tally {
    const { byPart, whole } = this.tally;
    for (let person = 0; person < this.people; person++) {
      const part = byPart[partOf(person)];
      const inScope = this.countPast(person, part);
      this.countToday(person, part, inScope);
    }
    for (const part of byPart) add(whole, part, 1);
    return this.tally;
  }

  private cellOf(region: number, step: number): number {
    return region * this.tally.intervals + Math.floor((step - this.onset) / this.width);
  }

  /** Counts a person's past weeks; gives by week the steps in which they were in the scope. */
  private countPast(person: number, part: Comings): number[][] {
    const { weeks } = this.question;
    const { tally, onset } = this;
    const first = this.counted[person];
    const inScope: number[][] = weeks.map(() => []);
    const beside: { week: number; step: number; cell: number }[] = [];
    const each = 1 / weeks.length;
    weeks.forEach(({ slice, failed }, week) => {
      let unlucky = 0;
      const [lead, here, there] = [new Coming(), new Coming(), new Coming()];
      this.past[week].of(person, (row, step) => {
        const place = this.places.of[slice[row]];
        if (step < onset) {
          if (lead.begins(step)) part.leadPast += each;
        } else if (place >= 0) {
          inScope[week].push(step);
          if (failed[row] !== 0) unlucky = each;
          if (!here.begins(step)) return;
          const cell = this.cellOf(place, step);
          part[step <= first ? 'past' : 'countedPast'][cell] += each;
          tally.weeks[week].scope++;
          tally.pastPerson.push(person);
          tally.pastWeek.push(week);
          tally.pastInterval.push(cell % tally.intervals);
        } else if (place !== elsewhere && there.begins(step)) {
          const cell = this.cellOf(-1 - place, step);
          part[step < first ? 'besidePast' : 'countedBesidePast'][cell] += each;
          tally.weeks[week].beside++;
          if (step < first) beside.push({ week, step, cell });
        }
      });
      part.unlucky += unlucky;
    });
    // held against the other weeks, so that it is chance
    const pair = each / (weeks.length - 1);
    for (const { week, step, cell } of beside)
      for (let other = 0; other < weeks.length; other++)
        if (other !== week && isBusy(inScope[other], step)) part.besideBusy[cell] += pair;
    return inScope;
  }

  private countToday(person: number, part: Comings, pastInScope: number[][]): void {
    const { slice, failed } = this.question.today;
    const first = this.counted[person];
    if (first < Infinity) part.counted++;
    const [lead, here, there] = [new Coming(), new Coming(), new Coming()];
    let gotThrough = false;
    let told = false;
    this.now.of(person, (row, step) => {
      const place = this.places.of[slice[row]];
      if (step < this.onset) {
        if (lead.begins(step)) part.leadToday++;
      } else if (place >= 0) {
        const cell = this.cellOf(place, step);
        // of a silent person only what gets through arrives
        if (failed[row] !== 1) {
          gotThrough ||= step === first;
          if (here.begins(step)) part[step <= first ? 'today' : 'countedToday'][cell]++;
        } else if (step === first && !told && !gotThrough) {
          told = true;
          if (!here.wouldBegin(step)) return;
          part.firstLost[cell]++;
          const busy = pastInScope.filter((steps) => isBusy(steps, step)).length;
          part.firstBusy[cell] += busy / pastInScope.length;
        }
      } else if (place !== elsewhere && there.begins(step))
        part[step < first ? 'besideToday' : 'countedBesideToday'][this.cellOf(-1 - place, step)]++;
    });
  }
}

/** Counts the comings of all weeks and of today. At least two weeks. */
export const tallyOf = (question: SilentQuestion): Tally => new Counter(question).count();
