import { randomFrom } from '../people/random.js';
import { meetIn } from './outage.js';
import { smallWorld } from './small.fixture.js';
import { minute } from './times.js';
import { worldOf } from './world.js';

const { scenario } = smallWorld();
const [phase] = scenario.phases;
const sure = worldOf({ ...scenario, phases: [{ ...phase, fails: 1 }] });
const ten = sure.midnight + 600 * minute;
const tv = { service: 0, region: 0, channel: 0 };

/** Who fails at this minute after ten, of 2,000 people. */
const hitAt = (minutes: number, slice = tv): number[] => {
  const meet = meetIn(sure, 7);
  const random = randomFrom('outage');
  return Array.from({ length: 2_000 }, (_, person) => person).filter(
    (person) => meet(random, person, slice, ten + minutes * minute).outcome === 'failed',
  );
};

describe('an outage', () => {
  it('reaches as many as its curve says', () => {
    for (const [minutes, share] of [
      [-1, 0],
      [5, 0.25],
      [10, 0.5],
      [40, 1],
      [75, 0.5],
      [95, 0],
    ])
      expect(Math.abs(hitAt(minutes).length / 2_000 - share)).toBeLessThan(0.04);
  });

  it('heals those last whom it hit first', () => {
    const early = new Set(hitAt(5));
    const late = hitAt(83);
    expect(late.length).toBeGreaterThan(100);
    expect(late.every((person) => early.has(person))).toBe(true);
  });

  it('stays within its slices', () => {
    expect(hitAt(40, { ...tv, region: 1 })).toEqual([]);
    expect(hitAt(40, { ...tv, channel: 1 })).toEqual([]);
    expect(hitAt(40, { ...tv, service: 1 })).toEqual([]);
  });

  it('silences devices, not attempts', () => {
    const meet = meetIn(sure, 7);
    const random = randomFrom('silence');
    const silent = (person: number): boolean => meet(random, person, tv, ten + 40 * minute).silent;
    const people = Array.from({ length: 1_000 }, (_, person) => person);
    const first = people.filter(silent);
    expect(people.filter(silent)).toEqual(first);
    expect(Math.abs(first.length / 1_000 - 0.5)).toBeLessThan(0.06);
  });
});
