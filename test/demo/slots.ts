import type { Happening } from '../simulate/happening.js';
import { signalOf } from '../simulate/signals.js';
import type { World } from '../simulate/world.js';

/** Signals of one stretch of time, as NDJSON lines. */
export interface Slot {
  /** Counts from the beginning of the telling; the same stretch has the same number, always. */
  index: number;
  /** End of the stretch, in the scenario's time: then all of it has happened. */
  until: number;
  lines: string[];
}

/**
 * Cuts what happens into equal stretches of the scenario's time; empty ones are left out. The same telling
 * is cut in the same way every time, so that a slot may be sent twice under one key and counts once.
 *
 * @param shift what is added to the scenario's times in the signals
 */
export function* slotsOf(
  world: World,
  happenings: Iterable<Happening>,
  slotMs: number,
  shift: number,
): Generator<Slot> {
  let slot: Slot | undefined;
  for (const happening of happenings) {
    const { at } = happening;
    const index = Math.floor((at - world.from) / slotMs);
    if (slot && slot.index !== index) {
      yield slot;
      slot = undefined;
    }
    const signal = signalOf(world, happening, at + shift);
    if (!signal) continue;
    slot ??= { index, until: world.from + (index + 1) * slotMs, lines: [] };
    slot.lines.push(JSON.stringify(signal));
  }
  if (slot) yield slot;
}

/** The same in even batches, for what is sent as fast as it is taken. */
export function* batchesOf(
  world: World,
  happenings: Iterable<Happening>,
  size: number,
  shift: number,
): Generator<{ index: number; at: number; lines: string[] }> {
  let lines: string[] = [];
  let index = 0;
  let last = world.from;
  for (const happening of happenings) {
    const signal = signalOf(world, happening, happening.at + shift);
    if (!signal) continue;
    last = happening.at;
    if (lines.push(JSON.stringify(signal)) < size) continue;
    yield { index: index++, at: last, lines };
    lines = [];
  }
  if (lines.length > 0) yield { index, at: last, lines };
}
