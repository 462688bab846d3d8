import { type Random, randomFrom } from '../people/random.js';
import { type Visits, VisitsBook } from './visits.js';

/**
 * Hours of made towns for lost sign-ups: who signs up in past weeks and today, who would have, and what
 * arrives. Who signs up is somebody else each time; those who use what is there come by habit, every week.
 */

export interface Town {
  name: string;
  /** Sign-ups an ordinary week has in the incident's hours and places. */
  signUps: number;
  /** People who come by habit; each a third of a time in these hours. */
  people: number;
  weeks: number;
  /** What weeks differ by, as a standard deviation: all that goes on in them, and sign-ups beyond that. */
  restless: number;
  /** From … to: each seed has its own, in proportion as likely to be small as large. */
  ownMood: readonly [number, number];
  /** How many times as many as usual come today; how sign-ups follow that: 1 as much, 0 not at all. */
  busy: number;
  follows: number;
  /** How much fewer came with each week before. */
  growth: number;
  /** Share of those who sign up that is hit, and of these how many send a failure. */
  hit: number;
  tells: number;
  /** Share of those hit who try again, later or elsewhere, and get through within the incident. */
  returns: number;
  /** Whether the incident covers sign-up, only watching beside it, or all there is. */
  scope: 'signup' | 'watch' | 'everything';
}

const plain = {
  signUps: 150,
  people: 3_000,
  weeks: 4,
  restless: 0.08,
  ownMood: [0.02, 0.2],
  busy: 1,
  follows: 1,
  growth: 0,
  hit: 0.6,
  tells: 0.5,
  returns: 0.2,
  scope: 'signup',
} as const;

export const towns: readonly Town[] = [
  { ...plain, name: 'nothing is wrong', hit: 0 },
  { ...plain, name: 'half are hit', hit: 0.5 },
  { ...plain, name: 'nobody gets through, or can tell', hit: 1, tells: 0, returns: 0 },
  { ...plain, name: 'few sign up', signUps: 8 },
  { ...plain, name: 'many sign up', signUps: 2_000 },
  { ...plain, name: 'weeks that differ by a quarter', ownMood: [0.25, 0.25] },
  { ...plain, name: 'two past weeks', weeks: 2, signUps: 100 },
  { ...plain, name: 'twice as many as usual', busy: 2, follows: 0.8 },
  { ...plain, name: 'watching fails, sign-up is well', scope: 'watch', hit: 0, busy: 1.2 },
  { ...plain, name: 'everything is down', scope: 'everything', growth: 0.03, hit: 0.9 },
];

export const [onset, steps] = [36, 84];
const services = ['watch', 'signup'];
const regions = ['DE', 'FR'];
const channels = ['tv', 'web', 'ios'];
export const slices = services.flatMap((service) =>
  regions.flatMap((region) => channels.map((channel) => ({ service, region, channel }))),
);
const sliceOf = (service: number, region: number, channel: number): number =>
  (service * regions.length + region) * channels.length + channel;
const [watch, signUp] = [0, 1];
const [tv, web] = [0, 1];

/** In the first region. */
export const inScope = ({ scope }: Town, slice: number): boolean => {
  const { service, region, channel } = slices[slice];
  if (scope === 'everything') return true;
  if (region !== regions[0]) return false;
  return scope === 'signup' ? service === 'signup' : service === 'watch' && channel === 'tv';
};

/** Knuth's for small means, added up of such for large ones. */
const poisson = (random: Random, mean: number): number => {
  if (mean > 20) return poisson(random, mean / 2) + poisson(random, mean / 2);
  let count = -1;
  for (let left = Math.exp(-mean), product = 1; product > left || count < 0; count++)
    product *= random.next();
  return count;
};

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
/** A factor of mean 1. */
const mood = (random: Random, deviation: number): number =>
  Math.exp(deviation * normal(random) - deviation ** 2 / 2);

/** More in the evening: steps are drawn from a rising line. */
const stepFrom = (random: Random): number =>
  Math.floor(steps * Math.sqrt(0.2 + 0.8 * random.next()));

class Hours {
  readonly book = new VisitsBook(slices.length);
  /** Who would have signed up in the incident's places, and who has. */
  would = 0;
  did = 0;

  constructor(
    private readonly town: Town,
    private readonly random: Random,
    private readonly isToday: boolean,
  ) {}

  habits(person: number, busy: number): void {
    const { book, random, town } = this;
    const [region, channel] = [person % 2, (person >> 1) % channels.length];
    const times = poisson(random, (busy * (0.4 + (1.2 * ((person * 7_919) % 97)) / 97)) / 3);
    for (let i = 0; i < times; i++) {
      const step = stepFrom(random);
      const slice = sliceOf(watch, region, channel);
      const share = town.scope === 'watch' ? 0.6 : town.hit;
      const fails = this.fails(slice, step) && (person * 31) % 100 < share * 100;
      if (!fails) book.add(person, slice, step, false);
      else {
        if (random.chance(town.tells)) book.add(person, slice, step, true);
        // who cannot watch there watches elsewhere, if that is well
        const other = sliceOf(watch, region, web);
        if (channel === tv && !this.fails(other, step) && random.chance(0.3))
          book.add(person, other, step, false);
      }
    }
  }

  private fails(slice: number, step: number): boolean {
    return this.isToday && step >= onset && inScope(this.town, slice);
  }

  signUp(person: number): void {
    const { book, random, town } = this;
    const step = stepFrom(random);
    const slice = sliceOf(signUp, random.int(0, 1), random.int(tv, channels.length - 1));
    const counts =
      step >= onset &&
      (town.scope === 'watch' ? slices[slice].region === regions[0] : inScope(town, slice));
    if (counts) this.would++;
    if (!this.fails(slice, step) || !random.chance(town.hit)) {
      book.add(person, slice, step, false);
      if (counts) this.did++;
      return;
    }
    if (random.chance(town.tells)) book.add(person, slice, step, true);
    if (!random.chance(town.returns)) return;
    book.add(person, slice, random.int(step, steps - 1), false);
    this.did++;
  }
}

/** Share of a town's sign-ups that fall into the incident's time and places. */
const shareInside = ({ scope }: Town): number => {
  const inTime = 1 - ((onset / steps) ** 2 - 0.2) / 0.8;
  return scope === 'everything' ? inTime : inTime / 2;
};

export interface Lived {
  today: Visits;
  weeks: Visits[];
  lost: number;
}

export const livedIn = (town: Town, seed: string): Lived => {
  const random = randomFrom(`${seed} sign-ups of ${town.name}`);
  const [calmest, wildest] = town.ownMood;
  const ownMood = calmest * (wildest / calmest) ** random.next();
  const all = town.signUps / shareInside(town);
  let next = town.people;
  const hours = (ago: number): Hours => {
    const isToday = ago === 0;
    const hoursLived = new Hours(town, random, isToday);
    const usual = mood(random, town.restless) * (1 + town.growth) ** -ago;
    const busy = isToday ? town.busy : 1;
    for (let person = 0; person < town.people; person++) hoursLived.habits(person, usual * busy);
    const newcomers = all * usual * busy ** town.follows * mood(random, ownMood);
    for (let left = poisson(random, newcomers); left > 0; left--) hoursLived.signUp(next++);
    return hoursLived;
  };
  const weeks = Array.from({ length: town.weeks }, (_, i) => hours(i + 1).book.visits);
  const { book, would, did } = hours(0);
  return { today: book.visits, weeks, lost: would - did };
};
