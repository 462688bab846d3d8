import type { Attempt, Happening } from '../simulate/happening.js';
import { type Cast, happeningsOf } from '../simulate/happenings.js';
import { ordinaryWeek } from '../simulate/ordinary.js';
import { smallWorld } from '../simulate/small.fixture.js';
import { day, hour, minute } from '../simulate/times.js';
import { sliceNumber } from '../simulate/world.js';
import { hoursBefore, leadIn, nightOf, pastOf } from './tellings.js';

const world = { ...smallWorld() };
world.scenario = { ...world.scenario, background: { failed: 0.02, slow: 0.02 } };
const cast: Cast = { world, id: 'small', seed: '1', people: 40 };
const isAttempt = (h: Happening): h is Attempt => h.kind === 'attempt';
const attemptsOf = (happenings: Iterable<Happening>): Attempt[] =>
  [...happenings].filter(isAttempt);

const week = 7 * day;
const length = world.to - world.from;
const isCompared = (at: number): boolean => {
  const within = (((at - world.from) % week) + week) % week;
  return within < length || within >= week - leadIn;
};

/** Who was there when, and whether it worked, in the grain in which weeks are compared. */
const visitsOf = (attempts: Attempt[]): Set<string> =>
  new Set(
    attempts.map(({ person, slice, at, outcome }) => {
      const cell = Math.floor(at / (5 * minute));
      return `${person.id} ${sliceNumber(world, slice)} ${cell} ${outcome === 'failed'}`;
    }),
  );

describe('the past', () => {
  const past = [...pastOf(cast)];
  const told = attemptsOf(past);
  const whole = [4, 3, 2, 1].flatMap((k) => {
    const of = ordinaryWeek(cast, k);
    return attemptsOf(happeningsOf({ ...of, world: { ...of.world, to: of.world.from + week } }));
  });

  it('is the four weeks up to the beginning, in order', () => {
    for (let i = 1; i < past.length; i++) expect(past[i].at).toBeGreaterThanOrEqual(past[i - 1].at);
    expect(past[0].at).toBeGreaterThanOrEqual(world.from - 4 * week);
    expect(past[0].at).toBeLessThan(world.from - 4 * week + day);
    expect(past[past.length - 1].at).toBeLessThan(world.from);
    expect(past[past.length - 1].at).toBeGreaterThan(world.from - hour);
  });

  it('lacks nobody in the hours that a night is compared with', () => {
    const compared = (list: Attempt[]) => list.filter(({ at }) => isCompared(at));
    expect(compared(whole).some(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(visitsOf(compared(told))).toEqual(visitsOf(compared(whole)));
    expect(compared(told).length).toBeLessThan(compared(whole).length);
  });

  it('tells at other hours who was there that day, and no more', () => {
    const days = (list: Attempt[]) =>
      new Set(list.map(({ person, at }) => `${person.id} ${Math.floor(at / day)}`));
    const others = told.filter(({ at }) => !isCompared(at));
    expect(days(told)).toEqual(days(whole));
    expect(days(others).size).toBe(others.length);
    expect(told.length).toBeLessThan(whole.length / 2);
  });
});

describe('a telling', () => {
  const nights = [0, 1, 2].map((n) => attemptsOf(happeningsOf(nightOf(cast, n))));
  const print = (list: Attempt[]): string =>
    list.map(({ at, person, outcome }) => `${at} ${person.id} ${outcome}`).join();

  it('is lived by the same town, with other luck', () => {
    const people = new Map(nights[0].map(({ person }) => [person.id, person]));
    for (const night of nights.slice(1)) {
      expect(print(night)).not.toBe(print(nights[0]));
      const known = night.filter(({ person }) => people.has(person.id));
      expect(known.length).toBeGreaterThan(night.length / 2);
      for (const { person } of known) expect(person).toEqual(people.get(person.id));
    }
    expect(print(nights[1])).not.toBe(print(nights[2]));
  });

  it('is the same whenever it is told', () => {
    expect(print(attemptsOf(happeningsOf(nightOf(cast, 1))))).toBe(print(nights[1]));
    expect(print(attemptsOf(happeningsOf(cast)))).toBe(print(nights[0]));
  });

  it('has ordinary hours before it', () => {
    const hours = attemptsOf(happeningsOf(hoursBefore(cast, 1)));
    expect(hours.length).toBeGreaterThan(50);
    expect(hours[0].at).toBeGreaterThanOrEqual(world.from - leadIn);
    expect(hours[hours.length - 1].at).toBeLessThan(world.from);
    expect(print(hours)).not.toBe(print(attemptsOf(happeningsOf(hoursBefore(cast, 2)))));
  });
});
