import type { Device, Member } from './party.js';
import { homeRegion, regions } from './places.js';
import type { Random } from './random.js';

/** Makes people with their devices, none of whom has done anything yet. */

const deviceChannels = (random: Random): string[] =>
  random
    .weighted([
      [30, ['web']],
      [15, ['tv']],
      [12, ['ios']],
      [12, ['android']],
      [12, ['tv', 'web']],
      [10, ['web', 'ios']],
      [8, ['tv', 'android']],
      [3, ['tv', 'web', 'ios']],
      [1, ['unknown']],
    ] as const)
    .slice();

/** A device sends its own id until someone signs in, and the account's id or an e-mail after that. */
const device = (random: Random, id: string, channel: string): Device => {
  const anonymous = `${channel}-${id.slice(2)}`;
  const identities = random
    .weighted([
      [45, [id]],
      [25, [anonymous]],
      [20, [anonymous, id]],
      [10, [`${id}@example.com`, id]],
    ] as const)
    .slice();
  return { channel, identities };
};

const placesOf = (random: Random, home: string): string[] => {
  if (random.chance(0.03)) return ['unknown'];
  if (!random.chance(0.04)) return [home];
  return [home, random.pick(regions.filter((region) => region !== home))];
};

export const member = (random: Random, n: number, home = homeRegion(random)): Member => {
  const id = `u-${n}`;
  const devices = deviceChannels(random).map((channel) => device(random, id, channel));
  const extra = devices.flatMap((d) => d.identities).filter((identity) => identity !== id);
  return {
    id,
    regions: placesOf(random, home),
    devices,
    lateAliases: extra.length > 0 && random.chance(0.06) ? [random.pick(extra)] : [],
    namings: [],
  };
};
