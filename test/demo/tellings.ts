import type { Attempt, Happening } from '../simulate/happening.js';
import { type Cast, happeningsOf } from '../simulate/happenings.js';
import { ordinaryWeek } from '../simulate/ordinary.js';
import { day, hour, minute } from '../simulate/times.js';
import { sliceNumber } from '../simulate/world.js';

/** What is told: weeks of an ordinary past, and nights with other luck each. All of the same town. */

export const weeksBefore = 4;
/** What a screen shows of the time before a telling begins: its pulse goes back so far. */
export const leadIn = 6 * hour;

/** One telling: the same people, on other terms with luck each time. The first has the scenario's own. */
export const nightOf = (cast: Cast, telling: number): Cast =>
  telling === 0 ? cast : { ...cast, luck: `telling ${telling}` };

/** The ordinary hours before a telling but the first, which has the past before it; in the scenario's time. */
export const hoursBefore = (cast: Cast, telling: number): Cast => {
  const { world, ...calm } = ordinaryWeek(cast, 0);
  const { from } = cast.world;
  return { ...calm, luck: `before ${telling}`, world: { ...world, from: from - leadIn, to: from } };
};

/** The four weeks up to the first telling, in order of time, each signal dated in the scenario's time. */
export function* pastOf(cast: Cast): Generator<Happening> {
  const length = cast.world.to - cast.world.from;
  const seenOn = new Map<number, number>();
  for (let k = weeksBefore; k > 0; k--) {
    const ordinary = ordinaryWeek(cast, k);
    const { from } = ordinary.world;
    const to = from + 7 * day;
    const isCompared = (at: number): boolean => at < from + length || at >= to - leadIn;
    const whole = { ...ordinary, world: { ...ordinary.world, to } };
    yield* thinned(whole, isCompared, seenOn);
  }
}

const step = 5 * minute;

/**
 * Leaves out what no screen can miss. In hours that are compared with: an attempt that says nothing new of
 * who was there when, counted as people per slice and five minutes, failing and getting through. At
 * other hours, which nobody compares with: all but a person's first attempt of the day.
 */
function* thinned(
  cast: Cast,
  isCompared: (at: number) => boolean,
  /** By person: the last day they were there; goes on from week to week. */
  seenOn: Map<number, number>,
): Generator<Happening> {
  const { world } = cast;
  const slices = world.phasesAt.length;
  /** By person and slice: the last step told of; times four, plus 1 with a failure, plus 2 with a success. */
  const told = new Map<number, number>();
  const isNews = ({ person, slice, at, outcome }: Attempt): boolean => {
    const key = person.index * slices + sliceNumber(world, slice);
    const now = Math.floor(at / step);
    const last = told.get(key) ?? 0;
    const known = Math.floor(last / 4) === now ? last % 4 : 0;
    const kind = outcome === 'failed' ? 1 : 2;
    told.set(key, now * 4 + (known | kind));
    return (known & kind) === 0;
  };
  for (const happening of happeningsOf(cast)) {
    if (happening.kind !== 'attempt') {
      yield happening;
      continue;
    }
    const { at, person } = happening;
    const today = Math.floor(at / day);
    const isFirst = seenOn.get(person.index) !== today;
    seenOn.set(person.index, today);
    if (isCompared(at) ? isNews(happening) : isFirst) yield happening;
  }
}
