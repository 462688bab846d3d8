import { randomFrom } from '../people/random.js';
import { Life, type Habits } from './life.js';
import type { Cell } from './rehearsal.js';
import { hour, minute, monday, second } from './scenario.js';
import { rhythmOf, townOf } from './town.js';

const town = townOf(randomFrom('town'), { services: 1, regions: 1, channels: 2, rates: [2, 4] });
const [one] = town.places;
const noon = monday + 12 * hour;

const lived = (stepMs: number, lasts: number, change = {}, seed = 'life'): Cell[] => {
  const changes = [{ from: noon, to: noon + lasts, touches: () => true, ...change }];
  const life = new Life(randomFrom(seed), town, changes);
  const cells: Cell[] = [];
  for (let at = noon; at < noon + lasts; at += stepMs) cells.push(...life.step(at, stepMs));
  return cells;
};
const sum = (cells: readonly Cell[], what: 'ok' | 'failed'): number =>
  cells.reduce((all, cell) => all + cell[what], 0);

describe('a life', () => {
  it('is the same with the same seed, and another with another', () => {
    expect(lived(minute, hour)).toEqual(lived(minute, hour));
    expect(lived(minute, hour)).not.toEqual(lived(minute, hour, {}, 'other'));
  });

  it('holds as much whatever the step', () => {
    const [fine, coarse] = [second, minute].map((step) =>
      lived(step, 2 * hour, { share: () => 0.02 }),
    );
    for (const what of ['ok', 'failed'] as const)
      expect(sum(coarse, what) / sum(fine, what)).toBeCloseTo(1, 0);
    expect(sum(fine, 'failed')).toBeGreaterThan(50);
  });

  it('names everybody who tries, and the failing among them', () => {
    for (const { ok, failed, failing, trying, at, firstFailed } of lived(minute, hour)) {
      expect([trying.length, failing.length]).toEqual([ok + failed, failed]);
      if (failed > 0) expect(Math.floor((firstFailed - at) / second)).toBe(0);
    }
  });

  it('keeps what goes well between the failures that it lay between', () => {
    const coarse = lived(minute, hour, { share: () => 0.02 });
    const failures = coarse.filter(({ slice, failed }) => slice === 0 && failed > 0);
    expect(failures.length).toBeGreaterThan(10);
    // no second but those with failures and the ones right behind them holds anything, besides a step's first
    const bad = new Set(failures.map(({ at }) => at));
    for (const { slice, at } of coarse)
      if (slice === 0 && !bad.has(at) && (at - noon) % minute !== 0)
        expect(bad.has(at - second)).toBe(true);
  });

  it('changes to the millisecond', () => {
    const from = noon + 30_400;
    for (const step of [second / 4, second, minute]) {
      const life = new Life(randomFrom('life'), town, [
        { from, to: Infinity, touches: () => true, share: () => 1, rate: 50 },
      ]);
      const cells: Cell[] = [];
      for (let at = noon; at < noon + minute; at += step) cells.push(...life.step(at, step));
      const its = cells.filter(({ at }) => at === noon + 30 * second);
      const first = Math.min(...its.map(({ firstFailed }) => firstFailed));
      expect(first).toBeGreaterThanOrEqual(from);
      expect(first - from).toBeLessThan(200);
    }
  });

  it('is heard of later, what is sent in batches at once', () => {
    const arrivals = (habits: Habits): number[] => {
      const life = new Life(randomFrom('life'), town, [], habits);
      return Array.from({ length: 120 }, (_, s) =>
        life
          .step(noon + s * second, second)
          .filter(({ at }) => at < noon + s * second)
          .reduce((sum, { trying }) => sum + trying.length, 0),
      );
    };
    // every fourth try or so arrives in another second than its own
    expect(arrivals({}).filter((late) => late > 0).length).toBeGreaterThan(60);
    const batches = arrivals({ batchMs: minute });
    expect(batches[60] + batches[61]).toBeGreaterThan(100);
    expect(batches.slice(1, 60).every((late) => late === 0)).toBe(true);
  });

  it('fails entirely where nothing gets through, and is empty where nobody can send', () => {
    const broken = lived(second, minute, { share: () => 1 });
    expect(sum(broken, 'ok')).toBe(0);
    expect(sum(broken, 'failed')).toBeGreaterThan(60);
    expect(lived(second, minute, { traffic: 0 })).toEqual([]);
  });
});

describe('a rhythm', () => {
  it('is busy in the evening and quiet at night', () => {
    const day = Array.from({ length: 24 }, (_, i) => rhythmOf(one, monday + i * hour));
    const busiest = (day.indexOf(Math.max(...day)) + one.ahead + 24) % 24;
    expect(busiest).toBe(20);
    expect(Math.max(...day) / Math.min(...day)).toBeCloseTo(Math.exp(2 * one.swing), 5);
  });
});
