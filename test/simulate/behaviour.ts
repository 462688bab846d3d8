import type { Random } from '../people/random.js';
import type { Happening } from './happening.js';
import type { Person } from './households.js';
import type { Meet, Met } from './outage.js';
import { contactOf, type Mood, ratingOf } from './remarks.js';
import type { NextVisit } from './rhythm.js';
import { hour, minute } from './times.js';
import type { World } from './world.js';

/**
 * What one person does next, step by step: comes, tries, retries, switches the device, gives up, calls,
 * rates, tries again later, comes back tomorrow or not.
 */

/** Where somebody stands between two steps. */
export interface Life {
  todo: 'come' | 'try' | 'contact' | 'rate';
  service: number;
  channel: number;
  /** Attempts left before they give up. */
  tries: number;
  /** How often more they want, once it works. */
  more: number;
  mood: Mood;
  /** They come again for what didn't work, and not for something else. */
  again: boolean;
  /** What they gave up on, and on which channel, until it works there; -1: nothing. */
  missed: number;
  missedOn: number;
  /** For how long they have had no reason to come, ms. */
  away: number;
}

export interface Setting {
  world: World;
  meet: Meet;
  nextVisit: NextVisit;
}

export interface Step {
  happening?: Happening;
  /** When they do the next thing; Infinity: not in this scenario. */
  next: number;
}

export const newLife = (): Life => ({
  todo: 'come',
  service: 0,
  channel: 0,
  tries: 0,
  more: 0,
  mood: 'fine',
  again: false,
  missed: -1,
  missedOn: -1,
  away: 0,
});

export const firstVisit = (setting: Setting, person: Person, random: Random): number =>
  setting.nextVisit(random, person.region, person.visitsPerDay, setting.world.from);

/** Which device for this; undefined: none of theirs can do it. */
const device = (world: World, person: Person, service: number, random: Random, but?: number) => {
  const able = person.devices.filter(
    (channel) => channel !== but && world.services[service].channels.includes(channel),
  );
  if (able.length < 2) return able[0];
  return random.weighted(able.map((channel) => [world.channels[channel].weight, channel] as const));
};

const wish = (world: World, person: Person, random: Random): number | undefined => {
  const wishes = world.services.flatMap((service, i) =>
    service.newcomers === person.newcomer &&
    service.channels.some((c) => person.devices.includes(c))
      ? [[service.share, i] as const]
      : [],
  );
  return wishes.length > 0 ? random.weighted(wishes) : undefined;
};

/** Skewed to the short side, as waiting times are. */
const about = (random: Random, ms: number): number =>
  Math.ceil(ms * (0.4 - 0.6 * Math.log(1 - random.next())));

const goHome = (
  setting: Setting,
  person: Person,
  life: Life,
  random: Random,
  at: number,
): number => {
  const { away } = life;
  Object.assign(life, { todo: 'come', again: false, mood: 'fine', away: 0 });
  const rest = Math.max(away, 40 * minute);
  const eagerness = life.missed < 0 ? 1 : setting.world.scenario.reactions.eager;
  return setting.nextVisit(random, person.region, person.visitsPerDay * eagerness, at + rest);
};

/** It didn't work, and they leave it: perhaps with a word, perhaps to try again tonight. */
const giveUp = (
  setting: Setting,
  person: Person,
  life: Life,
  random: Random,
  at: number,
): number => {
  const { reactions } = setting.world.scenario;
  Object.assign(life, { mood: 'lost', missed: life.service, missedOn: life.channel });
  // long-standing customers bear more
  const loyalty = person.tenure < 90 ? 1.6 : person.tenure > 1_000 ? 0.7 : 1;
  life.again = random.chance(reactions.tryAgainLater);
  if (!life.again && random.chance(Math.min(1, reactions.stayAway * loyalty)))
    life.away = random.int(20, 40) * hour;
  if (random.chance(reactions.contact))
    return later(life, 'contact', at + random.int(1, 15) * minute);
  if (random.chance(reactions.rate)) return later(life, 'rate', at + random.int(1, 30) * minute);
  return afterwards(setting, person, life, random, at);
};

const later = (life: Life, todo: Life['todo'], at: number): number => {
  life.todo = todo;
  return at;
};

const afterwards = (
  setting: Setting,
  person: Person,
  life: Life,
  random: Random,
  at: number,
): number =>
  life.again
    ? later(life, 'come', at + about(random, 45 * minute))
    : goHome(setting, person, life, random, at);

const latencyOf = (random: Random, target: number, { outcome }: Met): number => {
  const times =
    outcome === 'ok'
      ? 0.15 + 0.8 * random.next() ** 2
      : outcome === 'slow'
        ? 1.1 + 2.8 * random.next()
        : 4.5 + 15 * random.next();
  return Math.round(target * times);
};

const tried = (setting: Setting, person: Person, life: Life, random: Random, at: number): Step => {
  const { world } = setting;
  const service = world.services[life.service];
  const slice = { service: life.service, region: person.region, channel: life.channel };
  const met = setting.meet(random, person.index, slice, at);
  const latencyMs = latencyOf(random, service.targetMs, met);
  const happening: Happening = { kind: 'attempt', at, person, slice, latencyMs, ...met };
  const done = at + latencyMs;

  if (met.outcome === 'failed') {
    if (life.tries-- <= 0) return { happening, next: giveUp(setting, person, life, random, done) };
    life.mood = 'bumpy';
    if (random.chance(world.scenario.reactions.switchDevice))
      life.channel = device(world, person, life.service, random, life.channel) ?? life.channel;
    return { happening, next: done + about(random, 25_000) };
  }
  if (life.service === life.missed && life.channel === life.missedOn) life.missed = -1;
  if (met.outcome === 'slow' || life.mood === 'lost') life.mood = 'bumpy';
  life.again = false;
  if (life.more-- > 0) {
    life.tries = person.patience;
    return { happening, next: done + about(random, service.everyMs) };
  }
  if (service.signsUp && person.newcomer) return { happening, next: Infinity };
  const { rate, rateAnyway } = world.scenario.reactions;
  const speaks = random.chance(life.mood === 'fine' ? rateAnyway : rate);
  const next = speaks
    ? later(life, 'rate', done + about(random, 3 * minute))
    : goHome(setting, person, life, random, done);
  return { happening, next };
};

export const stepOf = (
  setting: Setting,
  person: Person,
  life: Life,
  random: Random,
  at: number,
): Step => {
  const { world } = setting;
  switch (life.todo) {
    case 'come': {
      // what they missed is what they come for, and where they missed it
      const habit = !life.again && life.missed >= 0 && random.chance(0.8);
      const service = life.again ? life.service : habit ? life.missed : wish(world, person, random);
      if (service === undefined) return { next: Infinity };
      const channel = habit ? life.missedOn : device(world, person, service, random);
      if (channel === undefined) return { next: Infinity };
      const { more } = world.services[service];
      Object.assign(life, {
        todo: 'try',
        service,
        channel,
        tries: life.again ? Math.min(1, person.patience) : person.patience,
        more: more > 0 ? Math.floor(-Math.log(1 - random.next()) * more) : 0,
      });
      return tried(setting, person, life, random, at);
    }
    case 'try':
      return tried(setting, person, life, random, at);
    case 'contact':
    case 'rate': {
      const slice = { service: life.service, region: person.region, channel: life.channel };
      const happening: Happening =
        life.todo === 'rate'
          ? { kind: 'rating', at, person, slice, ...ratingOf(random, life.mood) }
          : { kind: 'contact', at, person, slice, ...contactOf(random) };
      return { happening, next: afterwards(setting, person, life, random, at) };
    }
  }
};
