import * as fc from 'fast-check';
import { outcomes } from '@rollcall/shared';
import { Cells, readCells } from './cells.js';
import { CommitCells, readCommitCells } from './commit-cells.js';
import { counter, counters, latencyCounter, latencyQuantile, ratingCounter } from './counters.js';
import { seriesCsv } from './csv.js';
import { droppable } from './kept.js';
import { measure } from './metrics.js';
import { stepsOf } from './steps.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const counts = (given: Record<number, number>): Float64Array => {
  const made = new Float64Array(counters);
  for (const [place, n] of Object.entries(given)) made[Number(place)] = n;
  return made;
};

describe('cells', () => {
  const count = fc.record({
    cell: fc.nat(2 ** 40),
    counter: fc.nat(counters - 1),
    n: fc.integer({ min: 1, max: 9_999 }),
  });

  it('add up to the same, however they were split and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 40 }), fc.nat(40), (all, cut) => {
        const whole = new Cells();
        for (const { cell, counter, n } of all) whole.add(cell, counter, n);
        const parts = [all.slice(0, cut), all.slice(cut)].map((part) => {
          const cells = new Cells();
          for (const { cell, counter, n } of part) cells.add(cell, counter, n);
          return cells.pack();
        });
        const sum = new Cells();
        for (const part of parts.reverse()) sum.addPacked(part);
        expect(sum.pack().equals(whole.pack())).toBe(true);
      }),
    );
  });

  it('refuse bytes that are something else', () => {
    expect(() => readCells(Buffer.from([9, 1, 1]), () => undefined)).toThrow(/version 9/);
    const torn = new Cells();
    torn.add(5, 3, 1_000);
    expect(() => readCells(torn.pack().subarray(0, -1), () => undefined)).toThrow(RangeError);
  });
});

describe('what a commit counts', () => {
  it('comes back with its slices and minutes', () => {
    const cells = new CommitCells();
    const spell = (slice: number, into: { string: (text: string) => void }): void => {
      for (const part of [`s${slice}`, 'US', 'tv']) into.string(part);
    };
    cells.interaction(7, spell, 60_001, counter.failed, 1_200);
    cells.interaction(7, spell, 119_999, counter.failed, -1);
    cells.rating({ service: 's7', region: 'US', channel: 'tv' }, 0, 'nps', 10);
    cells.contact({ service: 'a', region: '', channel: '' }, 0, -0.5);
    const read: unknown[] = [];
    readCommitCells(cells.pack(), (slice, at, place, n) =>
      read.push([slice.service, at, place, n]),
    );
    expect(read).toEqual([
      ['s7', 0, ratingCounter('nps', 10), 1],
      ['a', 0, counter.contacts, 1],
      ['a', 0, counter.sentiments, 1],
      ['a', 0, counter.sentimentSum, 50],
      ['s7', 1, counter.failed, 2],
      ['s7', 1, latencyCounter(1_200), 1],
    ]);
  });

  it('is nothing when nothing was counted', () => {
    expect(new CommitCells().pack()).toHaveLength(0);
  });
});

describe('counters', () => {
  it('hold a quantile of latencies within 7 %', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3_600_000 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.5, 0.95, 0.99),
        (latencies, quantile) => {
          const sums = new Float64Array(counters);
          for (const each of latencies) sums[latencyCounter(each)]++;
          const sorted = [...latencies].sort((a, b) => a - b);
          const exact = sorted[Math.max(1, Math.ceil(quantile * sorted.length)) - 1];
          const { value, n } = latencyQuantile(sums, quantile);
          expect(n).toBe(latencies.length);
          expect(Math.abs(value! / exact - 1)).toBeLessThan(0.0725);
        },
      ),
    );
  });

  it('keep outcomes at the places that are stored', () => {
    expect(outcomes.map((outcome) => counter[outcome])).toEqual([0, 1, 2]);
    expect(ratingCounter('csat', 1)).toBe(6);
    expect(ratingCounter('nps', 0)).toBe(11);
    expect(ratingCounter('ces', 7)).toBe(28);
    expect(ratingCounter('csat', 6)).toBe(-1);
  });
});

describe('metrics', () => {
  it('say what they are of', () => {
    const some = counts({ [counter.ok]: 6, [counter.slow]: 2, [counter.failed]: 2 });
    expect(measure('failureShare', some)).toEqual({ value: 0.2, n: 10 });
    expect(measure('apdex', some)).toEqual({ value: 0.7, n: 10 });
    expect(measure('contacts', some)).toEqual({ value: 0, n: 0 });
    expect(measure('csat', some)).toEqual({ value: null, n: 0 });
    const nps = {
      [ratingCounter('nps', 9)]: 3,
      [ratingCounter('nps', 7)]: 1,
      [ratingCounter('nps', 0)]: 1,
    };
    expect(measure('nps', counts(nps))).toEqual({ value: 40, n: 5 });
    expect(measure('interactions', counts({}))).toEqual({ value: null, n: 0 });
  });
});

describe('steps', () => {
  const now = 20_000 * day;

  it('are the last hour by the minute where nothing else is asked', () => {
    const steps = stepsOf({}, now, now - day);
    expect(steps).toEqual({
      ok: true,
      value: { start: now - hour, stepMs: minute, count: 60, grain: 'minutes' },
    });
  });

  it('are an hour or more where minutes are no longer kept', () => {
    const steps = stepsOf(
      { from: now - 10 * day, to: now - 9 * day, step: minute },
      now,
      now - day,
    );
    expect(steps).toMatchObject({ ok: true, value: { stepMs: hour, count: 24, grain: 'hours' } });
  });

  it('of a year are few', () => {
    const steps = stepsOf({ from: now - 365 * day }, now, now - day);
    expect(steps).toMatchObject({ ok: true, value: { stepMs: 2 * day, grain: 'hours' } });
  });

  it.each([
    [{ from: now, to: now - 1 }, 'from'],
    [{ from: 'yesterday' }, 'from'],
    [{ to: 12 }, 'to'],
    [{ from: now - 2 * day, step: minute }, 'step'],
  ])('refuse %j by the field', (asked, field) => {
    expect(stepsOf(asked, now, now - 5 * day)).toMatchObject({ ok: false, error: { field } });
  });
});

describe('what is kept', () => {
  const shelves = [
    { shelf: { grain: 'minutes' as const, number: 990 }, bytes: 10 },
    { shelf: { grain: 'minutes' as const, number: 999 }, bytes: 10 },
    { shelf: { grain: 'minutes' as const, number: 1_000 }, bytes: 10 },
    { shelf: { grain: 'hours' as const, number: 34 }, bytes: 50 },
    { shelf: { grain: 'hours' as const, number: 35 }, bytes: 50 },
  ];

  it('goes by age', () => {
    expect(droppable({ shelves }, 1_000 * day, 1_000)).toEqual([shelves[0].shelf]);
  });

  it('goes by size, minutes first, never the newest', () => {
    const now = 1_000 * day;
    expect(droppable({ shelves }, now, 115)).toEqual([shelves[0].shelf, shelves[1].shelf]);
    const most = droppable({ shelves }, now, 0);
    expect(most).toEqual([shelves[0].shelf, shelves[1].shelf, shelves[3].shelf]);
  });
});

describe('CSV', () => {
  it('has a row a step, an empty field for no data, and no formulas', () => {
    const series = [{ metric: 'failed' as const, of: '=cmd,1', values: [null, 2], n: [0, 4] }];
    const csv = seriesCsv({
      at: [0, minute],
      stepMs: minute,
      resolution: 'minute',
      since: 0,
      series,
    });
    expect(csv).toBe(
      'at,"failed =cmd,1","failed =cmd,1 n"\r\n1970-01-01T00:00:00.000Z,,0\r\n1970-01-01T00:01:00.000Z,2,4\r\n',
    );
  });
});
