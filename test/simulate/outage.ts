import type { Random } from '../people/random.js';
import { beacon, luckOf } from './luck.js';
import { sliceNumber, valueAt, type Slice, type World } from './world.js';

/** What an attempt meets. */
export interface Met {
  outcome: 'ok' | 'slow' | 'failed';
  /** The phase that is to blame; -1: chance, or nothing. */
  phase: number;
  /** A failure whose request never arrived, so that nothing tells of it. */
  silent: boolean;
}

export type Meet = (random: Random, person: number, slice: Slice, at: number) => Met;

/**
 * A device is hit by a phase while the phase's reach is above the device's own luck: those hit first
 * are those healed last, and a retry on a hit device meets the same trouble again. Whether a device can
 * report its failures is a matter of the device too.
 */
export const meetIn = (world: World, seed: number): Meet => {
  const { failed, slow } = world.scenario.background;
  return (random, person, slice, at) => {
    let slowShare = slow;
    for (const phase of world.phasesAt[sliceNumber(world, slice)]) {
      const reach = valueAt(phase.reach, at);
      if (reach === 0 || luckOf(seed, person, slice.channel, phase.index) >= reach) continue;
      if (phase.fails > 0 && random.chance(phase.fails)) {
        const silent = luckOf(seed, person, slice.channel, beacon) < phase.silent;
        return { outcome: 'failed', phase: phase.index, silent };
      }
      slowShare = Math.max(slowShare, phase.slow);
    }
    if (random.chance(failed)) return { outcome: 'failed', phase: -1, silent: false };
    return { outcome: random.chance(slowShare) ? 'slow' : 'ok', phase: -1, silent: false };
  };
};
