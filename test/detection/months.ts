import { type Random, randomFrom } from '../people/random.js';
import { between, poisson } from './chance.js';
import type { Change } from './life.js';
import { bearable } from './no-outages.js';
import type { Rehearse } from './rehearsal.js';
import { day, hour, minute, monday, second, type Story } from './scenario.js';
import { type Place, type Town, townOf } from './town.js';
import { judged, type Outcome } from './trial.js';

/** Calm months: all that an ordinary month brings, and no outage. */

const ofService =
  (id: string) =>
  ({ service }: Place): boolean =>
    service === id;

type Maker = (random: Random, town: Town, at: number) => Change;

/** A deploy: a service fails more for half a minute to a minute. */
const blip: Maker = (random, town, from) => {
  const { id, objective } = random.pick(town.services);
  const lasts = random.int(20, 60) * second;
  const share = Math.min(between(random, 0.03, 0.4), bearable(1 - objective, lasts));
  return { from, to: from + lasts, touches: ofService(id), share: () => share };
};

/** A slice is worse than usual for a while, and nobody would call anyone. */
const badSpell: Maker = (random, town, from) => {
  const one = random.pick(town.places);
  const { objective } = town.services.find(({ id }) => id === one.service)!;
  const lasts = random.int(5, 30) * minute;
  const share = Math.min(0.05, bearable(1 - objective, lasts) * between(random, 0.1, 0.6));
  return { from, to: from + lasts, touches: (place) => place === one, share: () => share };
};

/** A campaign, a match, a song. */
const surge: Maker = (random, town, from) => {
  const { region: own } = random.pick(town.places);
  const everywhere = random.chance(0.5);
  return {
    from,
    to: from + random.int(20, 180) * minute,
    touches: ({ region }) => everywhere || region === own,
    traffic: between(random, 2, 6),
  };
};

/** Few who never get through, and never stop. */
const storm: Maker = (random, town, from) => {
  const one = random.pick(town.places);
  const bots = { rate: between(random, 0.01, 2), many: random.int(1, 3) };
  const to = from + random.int(5, 600) * minute;
  return { from, to, touches: (place) => place === one, bots };
};

const holiday: Maker = (random, town, at) => {
  const { region: own } = random.pick(town.places);
  const from = Math.floor(at / day) * day;
  const traffic = between(random, 0.15, 0.6);
  return { from, to: from + day, touches: ({ region }) => region === own, traffic };
};

/** How often each happens in 30 days. */
const ordinary: readonly (readonly [number, Maker])[] = [
  [12, blip],
  [12, badSpell],
  [6, surge],
  [4, storm],
  [1, holiday],
];

/** @param days 30 for a month; fewer have as much of everything a day */
export const monthOf = (random: Random, days: number): Story => {
  const town = townOf(random);
  const from = monday + random.int(0, 51) * 7 * day;
  const to = from + days * day;
  const changes = ordinary.flatMap(([times, make]) =>
    Array.from({ length: poisson(random, (times * days) / 30) }, () =>
      make(random, town, from + Math.floor(random.next() * days * day)),
    ),
  );
  return {
    town,
    changes,
    labels: [],
    habits: { skewed: { share: 0.03, mostS: 60 } },
    from,
    calmStepMs: minute,
    fineFrom: to,
    fineStepMs: minute,
    to,
  };
};

export interface Month extends Outcome {
  slices: number;
}

export const calmMonth = (seed: string, days: number, rehearse: Rehearse): Month => {
  const story = monthOf(randomFrom(`${seed}:month`), days);
  return { ...judged(story, seed, rehearse), slices: story.town.places.length };
};

/** Log time in months of 30 days. */
export const monthsIn = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, { watched }) => sum + watched, 0) / (30 * 24 * hour);
