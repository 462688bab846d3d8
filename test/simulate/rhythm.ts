import { valueAt, type World } from './world.js';
import { day, hour } from './times.js';
import type { Random } from '../people/random.js';

/** When people come: by the hour and the day of the week where they live, and more of them in a surge. */

type Preset = World['scenario']['rhythm'];

/** Per local hour from 0 to 23; only the proportions matter. */
const hours: Record<Preset, readonly number[]> = {
  evening: [
    0.7, 0.35, 0.2, 0.12, 0.1, 0.12, 0.2, 0.35, 0.45, 0.55, 0.65, 0.75, 0.9, 0.95, 0.95, 1, 1.15,
    1.4, 1.8, 2.3, 2.7, 2.7, 2.1, 1.3,
  ],
  office: [
    0.05, 0.03, 0.03, 0.03, 0.05, 0.1, 0.4, 1, 2, 2.6, 2.7, 2.5, 1.7, 2.1, 2.5, 2.4, 2, 1.3, 0.7,
    0.4, 0.3, 0.2, 0.15, 0.1,
  ],
  shop: [
    0.3, 0.15, 0.1, 0.08, 0.08, 0.15, 0.4, 0.7, 0.95, 1.15, 1.3, 1.35, 1.5, 1.35, 1.25, 1.25, 1.3,
    1.45, 1.6, 1.85, 2, 1.8, 1.3, 0.7,
  ],
};

/** From Sunday on. */
const weekdays: Record<Preset, readonly number[]> = {
  evening: [1.25, 0.9, 0.9, 0.9, 0.95, 1.1, 1.25],
  office: [0.1, 1.2, 1.25, 1.25, 1.2, 1, 0.15],
  shop: [1.15, 1, 0.95, 0.95, 0.95, 0.95, 1.1],
};

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** How many times the average hour's people come now; 1 on average over a week. */
export const weightAt = (preset: Preset, localTime: number): number => {
  const ofDay = hours[preset];
  const ofWeek = weekdays[preset];
  const exact = (localTime % day) / hour;
  const whole = Math.floor(exact);
  const here = ofDay[whole];
  const hourly = here + (ofDay[(whole + 1) % 24] - here) * (exact - whole);
  const weekday = (Math.floor(localTime / day) + 4) % 7; // 1 January 1970 was a Thursday
  return ((hourly * 24) / sum(ofDay)) * ((ofWeek[weekday] * 7) / sum(ofWeek));
};

const largest = (preset: Preset): number =>
  ((Math.max(...hours[preset]) * 24) / sum(hours[preset])) *
  ((Math.max(...weekdays[preset]) * 7) / sum(weekdays[preset]));

/** When somebody comes next, after `after`; Infinity: not before the scenario ends. */
export type NextVisit = (random: Random, region: number, perDay: number, after: number) => number;

export const nextVisitIn = ({ scenario, regions, surgesAt, to }: World): NextVisit => {
  const { rhythm } = scenario;
  const most = regions.map(
    (_, region) =>
      largest(rhythm) *
      surgesAt[region].reduce((product, { value }) => product * Math.max(1, ...value), 1),
  );
  const factor = (region: number, at: number): number => {
    let product = 1;
    for (const surge of surgesAt[region])
      if (at < surge.at[surge.at.length - 1]) product *= valueAt(surge, at, 1);
    return product;
  };
  // thinning: propose as if it were always the busiest hour, keep each with its hour's share of that
  return (random, region, perDay, after) => {
    const mean = day / (perDay * most[region]);
    for (let at = after; ;) {
      at += -Math.log(1 - random.next()) * mean;
      if (at >= to) return Infinity;
      const now = weightAt(rhythm, at + regions[region].offset) * factor(region, at);
      if (random.chance(now / most[region])) return Math.floor(at);
    }
  };
};
