import type { Signal } from '@rollcall/shared';
import { type Dice, hash, randomOn } from '../people/random.js';
import { Agenda } from './agenda.js';
import { firstVisit, type Life, newLife, type Setting, stepOf } from './behaviour.js';
import type { Happening, Told } from './happening.js';
import { householdsOf, type Person, tagOf } from './households.js';
import { meetIn } from './outage.js';
import { nextVisitIn } from './rhythm.js';
import { minute, timeOf } from './times.js';
import type { World } from './world.js';

export interface Cast {
  world: World;
  /** The scenario's name, of which ids are made. */
  id: string;
  seed: string;
  people: number;
  /** Other luck for the same town: when people come, what they meet. Left out: the scenario's own. */
  luck?: string;
}

/** What nobody did: notices and checks, in order of time. */
const toldIn = ({ scenario, midnight, from, to }: World): Told[] => {
  const told: Told[] = scenario.notices.map(({ at, ...notice }) => {
    const when = midnight + timeOf(at)!;
    return { kind: 'told', at: when, signal: { kind: 'change', at: when, ...notice } };
  });
  for (const { everyMinutes, from: begins, until, ...check } of scenario.checks) {
    const last = until === undefined ? to : midnight + timeOf(until)!;
    for (
      let at = begins === undefined ? from : midnight + timeOf(begins)!;
      at < last;
      at += everyMinutes * minute
    ) {
      const signal: Signal = { kind: 'health', at, ...check };
      told.push({ kind: 'told', at, signal });
    }
  }
  return told.filter(({ at }) => at >= from && at < to).sort((a, b) => a.at - b.at);
};

/**
 * Everything that happens, in order of time. Nothing is kept but the people, and of each where they
 * stand: what has happened is handed on and forgotten.
 */
export function* happeningsOf(cast: Cast): Generator<Happening> {
  const { world, id, seed, people: count } = cast;
  const tag = tagOf(id, seed);
  const luck = cast.luck === undefined ? '' : `/${cast.luck}`;
  const number = hash(`${tag}/luck${luck}`);
  const setting: Setting = { world, meet: meetIn(world, number), nextVisit: nextVisitIn(world) };
  const people: Person[] = [];
  for (const household of householdsOf(world, tag, count)) people.push(...household.people);

  // one stream of chance for each person, so that what one does changes nobody else
  const dice: Dice = { state: 0 };
  const random = randomOn(dice);
  const stands = new Int32Array(people.length);
  const lives: Life[] = [];
  const agenda = new Agenda(people.length);
  for (const person of people) {
    dice.state = hash(`${person.id}${luck}`);
    lives.push(newLife());
    const at = firstVisit(setting, person, random);
    if (at !== Infinity) agenda.add(at, person.index);
    stands[person.index] = dice.state;
  }

  const told = toldIn(world);
  let nextTold = 0;
  for (let first = agenda.first; first !== undefined; first = agenda.first) {
    const { at, person } = first;
    while (nextTold < told.length && told[nextTold].at <= at) yield told[nextTold++];
    dice.state = stands[person];
    const { happening, next } = stepOf(setting, people[person], lives[person], random, at);
    stands[person] = dice.state;
    agenda.postpone(next < world.to ? next : Infinity);
    if (happening) yield happening;
  }
  yield* told.slice(nextTold);
}
