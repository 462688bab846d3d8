import type { Signal } from '@rollcall/shared';
import { happeningsOf } from '../simulate/happenings.js';
import { signalOf } from '../simulate/signals.js';
import { smallWorld } from '../simulate/small.fixture.js';
import { minute } from '../simulate/times.js';
import { batchesOf, slotsOf } from './slots.js';

const world = smallWorld();
const cast = { world, id: 'small', seed: '1', people: 200 };
const shift = 1_000_000;
const all = [...happeningsOf(cast)].flatMap((h) => signalOf(world, h, h.at + shift) ?? []);
const read = (pieces: Iterable<{ lines: string[] }>): Signal[] =>
  [...pieces].flatMap(({ lines }) => lines.map((line) => JSON.parse(line) as Signal));

describe('slots', () => {
  const slots = [...slotsOf(world, happeningsOf(cast), minute, shift)];

  it('hold every signal once, in order, dated for their telling', () => {
    expect(read(slots)).toEqual(all);
  });

  it('hold what happened before their end, and no more than their stretch', () => {
    for (const { index, until, lines } of slots) {
      expect(until).toBe(world.from + (index + 1) * minute);
      for (const line of lines) {
        const at = Number((JSON.parse(line) as Signal).at) - shift;
        expect(at).toBeLessThan(until);
        expect(at).toBeGreaterThanOrEqual(until - minute);
      }
    }
    expect(new Set(slots.map(({ index }) => index)).size).toBe(slots.length);
  });
});

describe('batches', () => {
  it('hold every signal once, in even pieces', () => {
    const batches = [...batchesOf(world, happeningsOf(cast), 100, shift)];
    expect(read(batches)).toEqual(all);
    expect(batches.map(({ index }) => index)).toEqual(batches.map((_, i) => i));
    for (const { lines } of batches.slice(0, -1)) expect(lines).toHaveLength(100);
  });
});
