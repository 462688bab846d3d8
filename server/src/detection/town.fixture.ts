import type { SliceName } from '../slices/slice.js';
import { Cells, type Cell } from './cell.js';

/** People who try things, a second at a time; the same seed gives the same seconds. */

export const noon = Date.UTC(2026, 2, 10, 12);
export const second = 1_000;
export const minute = 60 * second;

/** Mulberry32. */
export const diceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export interface Life {
  /** Tries a second in a slice, at a time. */
  rate: (slice: SliceName, at: number) => number;
  /** Share of them that fails. */
  failing: (slice: SliceName, at: number) => number;
  /** How many different people there are in a slice. */
  people?: number;
  seed?: number;
}

/** Cells of one second after the other. */
export function* lived(
  slices: readonly SliceName[],
  from: number,
  to: number,
  { rate, failing, people = 5_000, seed = 1 }: Life,
): Generator<{ now: number; cells: Cell[] }> {
  const dice = diceOf(seed);
  const cells = new Cells();
  for (let at = from; at < to; at += second) {
    slices.forEach((slice, i) => {
      const expected = rate(slice, at);
      let tries = Math.floor(expected) + (dice() < expected % 1 ? 1 : 0);
      for (; tries > 0; tries--) {
        const moment = at + Math.floor(dice() * second);
        cells.add(
          i,
          moment,
          dice() < failing(slice, moment),
          i * people + Math.floor(dice() * people),
        );
      }
    });
    yield { now: at + second, cells: cells.take(at) };
  }
}

export const slicesOf = (
  services: readonly string[],
  regions: readonly string[],
  channels: readonly string[],
): SliceName[] =>
  services.flatMap((service) =>
    regions.flatMap((region) => channels.map((channel) => ({ service, region, channel }))),
  );
