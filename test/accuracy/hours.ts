import { randomFrom, type Random } from '../people/random.js';

/**
 * Hours of made towns, for the satisfaction index: who would come, how it goes for them, what of that arrives.
 * A customer comes by habit, in every week alike; a device that is hit is hit for the hour.
 */

export interface Slice {
  service: string;
  region: string;
  channel: string;
}

/** What arrived of a user's hour in a slice; score in quarters. */
export interface Told {
  customer: number;
  user: number;
  slice: number;
  score: number;
}

export interface Town {
  name: string;
  customers: number;
  /** Share of televisions that are hit. */
  hit: number;
  /** Share of those whose failures arrive. */
  tells: number;
  /** Share of those who could send nothing and go on to the web, where they get through. */
  elsewhere: number;
  /** How busy today is beside past weeks. */
  busy: number;
  /** Whether somebody has opened an incident for the televisions. */
  opened: boolean;
}

const calm = { hit: 0, tells: 0, elsewhere: 0, busy: 1, opened: false };

export const towns: readonly Town[] = [
  { ...calm, name: 'calm', customers: 2_000 },
  { ...calm, name: 'calm, few customers', customers: 120 },
  { ...calm, name: 'calm, a holiday', customers: 2_000, busy: 0.6 },
  { ...calm, name: 'half can tell', customers: 2_000, hit: 0.5, tells: 0.5, opened: true },
  { ...calm, name: 'nobody can tell', customers: 2_000, hit: 0.6, opened: true },
  { ...calm, name: 'nobody can tell, no incident', customers: 2_000, hit: 0.7 },
  {
    ...calm,
    name: 'nobody can tell, some go elsewhere',
    customers: 2_000,
    hit: 0.6,
    elsewhere: 0.3,
    opened: true,
  },
  { ...calm, name: 'the same on a busy day', customers: 2_000, hit: 0.6, busy: 1.3, opened: true },
  {
    ...calm,
    name: 'few customers, some tell',
    customers: 300,
    hit: 0.5,
    tells: 0.3,
    elsewhere: 0.2,
    opened: true,
  },
  { ...calm, name: 'a blackout', customers: 2_000, hit: 1, opened: true },
];

export const slices: readonly Slice[] = ['tv', 'web', 'ios'].flatMap((channel) =>
  ['US', 'DE'].map((region) => ({ service: 'play', region, channel })),
);
const sliceOf = (channel: number, region: number): number => channel * 2 + region;
const [tv, web] = [0, 1];
export const isTv = (slice: number): boolean => slice < sliceOf(web, 0);

interface User {
  customer: number;
  user: number;
  /** Slices they use, each with how gladly. */
  habits: { slice: number; chance: number }[];
  region: number;
  /** How often an attempt of theirs fails, and is slow. */
  fails: number;
  slow: number;
}

const usersOf = (random: Random, customer: number): User[] => {
  const size = random.weighted([
    [80, 1],
    [17, random.int(2, 5)],
    [3, random.int(20, 60)],
  ]);
  const region = random.int(0, 1);
  const luck = random.next();
  return Array.from({ length: size }, (_, i): User => {
    const home = random.weighted([
      [5, tv],
      [3, web],
      [2, 2],
    ]);
    const habits = [{ slice: sliceOf(home, region), chance: 0.1 + 0.6 * random.next() ** 2 }];
    if (random.chance(0.3))
      habits.push({ slice: sliceOf((home + 1) % 3, region), chance: 0.3 * random.next() });
    const user = customer * 100 + i;
    return { customer, user, habits, region, fails: 0.01 + 0.04 * luck, slow: 0.06 * luck };
  });
};

const ordinaryScore = (random: Random, { fails, slow }: User): number => {
  const dice = random.next();
  return dice < fails ? 0 : dice < fails + slow ? 2 : 4;
};

/** An hour of some users: what arrived, and each customer's vote had all of it arrived. */
class Hour {
  readonly told: Told[] = [];
  /** By customer: the sum of their users' votes, and how many users tried anything. */
  private readonly votes = new Map<number, { sum: number; users: number }>();

  live(users: readonly User[], random: Random, { hit, tells, elsewhere, busy }: Town): void {
    for (const each of users) {
      const { customer, user, region } = each;
      const isHit = random.chance(hit);
      const canTell = random.chance(tells);
      const tried = new Map<number, number>();
      const arrived = new Map<number, number>();
      for (const { slice, chance } of each.habits) {
        if (!random.chance(Math.min(0.98, chance * busy))) continue;
        const fails = isHit && isTv(slice);
        const score = fails ? 0 : ordinaryScore(random, each);
        tried.set(slice, score);
        if (!fails || canTell) arrived.set(slice, score);
        if (fails && !canTell && random.chance(elsewhere))
          arrived.set(sliceOf(web, region), ordinaryScore(random, each));
      }
      for (const [slice, score] of arrived) this.told.push({ customer, user, slice, score });
      if (tried.size === 0) continue;
      const known = this.votes.get(customer) ?? { sum: 0, users: 0 };
      known.sum += Math.min(...tried.values(), ...arrived.values()) / 4;
      known.users++;
      this.votes.set(customer, known);
    }
  }

  /** The sum of the votes had everything arrived, 0 to 1 each, and how many there are. */
  get truth(): { sum: number; voters: number } {
    let total = 0;
    for (const { sum, users } of this.votes.values()) total += sum / users;
    return { sum: total, voters: this.votes.size };
  }
}

const people = (town: Town, seed: string): User[] => {
  const random = randomFrom(`${seed} of ${town.name}`);
  return Array.from({ length: town.customers }, (_, customer) => usersOf(random, customer)).flat();
};

/** An hour of a town, and the same hour of four weeks before, each week a little busier or quieter. */
export const hoursOf = (town: Town, seed: string): { today: Told[]; weeks: Told[][] } => {
  const users = people(town, seed);
  const random = randomFrom(`${seed} hours ${town.name}`);
  const lived = (as: Town): Told[] => {
    const hour = new Hour();
    hour.live(users, random, { ...as, busy: as.busy * (0.92 + 0.16 * random.next()) });
    return hour.told;
  };
  const ordinary = { ...town, ...calm };
  return { today: lived(town), weeks: [1, 2, 3, 4].map(() => lived(ordinary)) };
};

const districts = 20;

/**
 * The truth: the index of five hundred times the town, had everything arrived that anybody tried. Its own chance
 * is a tenth of a point in a town of 200,000, and moves what is covered by a point; here it is half of that.
 */
export const truthOf = (town: Town, customers = 1_000_000): number => {
  let [sum, voters] = [0, 0];
  for (let district = 0; district < districts; district++) {
    const hour = new Hour();
    const users = people({ ...town, customers: customers / districts }, `district ${district}`);
    hour.live(users, randomFrom(`truth ${town.name} ${district}`), town);
    sum += hour.truth.sum;
    voters += hour.truth.voters;
  }
  return (100 * sum) / voters;
};
