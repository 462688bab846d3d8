import type { Cast } from './happenings.js';
import { worldOf } from './world.js';
import { day } from './times.js';

/**
 * The same town at the same hours, `weeks` whole weeks before: the same households, devices, habits and
 * rhythm, and bad luck as it is anywhere, but nothing that goes wrong, no surge, no notice and no check. When
 * people come is drawn anew, so that no two weeks are the same. Play it with happeningsOf; what happens is
 * dated `weeks` weeks before the scenario, on the same day of the week.
 */
export const ordinaryWeek = ({ world, ...cast }: Cast, weeks: number): Cast => {
  const calm = worldOf({
    ...world.scenario,
    phases: [],
    surges: [],
    notices: [],
    checks: [],
    incidents: [],
  });
  const earlier = weeks * 7 * day;
  const { from, to, midnight } = world;
  return {
    ...cast,
    world: { ...calm, from: from - earlier, to: to - earlier, midnight: midnight - earlier },
    luck: `${weeks} before`,
  };
};
