import type { SliceName } from '../slices/slice.js';
import { Cells } from './cell.js';
import { Detection, type Seen } from './detection.js';
import { inWords } from './why-words.js';
import { lived, minute, noon, second, slicesOf, type Life } from './town.fixture.js';

const slices = slicesOf(['play'], ['DE', 'US'], ['tv', 'web']);
const objectiveOf = (): number => 0.999;
const calm: Life = { rate: () => 2, failing: () => 0.000_5 };
/** Where it takes long until anything is known, a few people are enough. */
const few: Life = { ...calm, rate: () => 1 / 4 };

interface Story {
  life: Partial<Life>;
  lasts: number;
  of?: SliceName[];
}

/** Lets them live, and tells when what was first seen. */
const watch = ({ life, lasts, of = slices }: Story) => {
  const detection = new Detection({ slices: of, objectiveOf });
  let firstAt: number | undefined;
  let most: Seen | undefined;
  let last: Seen | undefined;
  for (const { now, cells } of lived(of, noon, noon + lasts, { ...calm, ...life })) {
    last = detection.step(cells, now);
    if (last.troubles.length === 0) continue;
    firstAt ??= now;
    if (last.troubles.length >= (most?.troubles.length ?? 0)) most = last;
  }
  const found = (most?.troubles ?? []).map(({ slice }) => of[slice]);
  return { firstAt, found, most, last: last!, detection };
};

const isTv = ({ channel }: SliceName): boolean => channel === 'tv';

describe('a sudden failure', () => {
  const began = noon + 2 * minute;

  it('of all that is tried in a slice is seen within a second at 50 tries a second', () => {
    for (const seed of [1, 2, 3]) {
      const [one] = slices;
      const { firstAt, found, most } = watch({
        lasts: 2 * minute + 10 * second,
        life: {
          seed,
          rate: (slice, at) => (slice === one && at >= noon + minute ? 50 : 2),
          failing: (slice, at) => (slice === one && at >= began ? 1 : 0.000_5),
        },
      });
      expect(firstAt! - began).toBeLessThanOrEqual(second);
      expect(found).toEqual([one]);
      expect(Math.abs(most!.troubles[0].since - began)).toBeLessThan(second);
      expect(inWords(most!.troubles[0].why)).toMatch(/^(\d+) of \1 tries failed in 1?\d s; /);
    }
  });

  it('is found in the slices that fail and in no others', () => {
    const { found } = watch({
      lasts: 4 * minute,
      life: { failing: (slice, at) => (at >= began && isTv(slice) ? 0.9 : 0.000_5) },
    });
    expect(found).toEqual(slices.filter(isTv));
  });

  it('has to last where only a part fails', () => {
    const part = (lasts: number) =>
      watch({
        lasts: 5 * minute,
        life: {
          rate: () => 4,
          failing: (slice, at) =>
            at >= began && at < began + lasts && isTv(slice) ? 0.35 : 0.000_5,
        },
      });
    expect(part(30 * second).firstAt).toBeUndefined();
    const { firstAt } = part(4 * minute);
    expect(firstAt! - began).toBeGreaterThanOrEqual(2 * minute);
    expect(firstAt! - began).toBeLessThan(2.5 * minute);
  });

  it('is over once enough goes well, and can come again', () => {
    const fails = (at: number): boolean => at < began + minute || at >= began + 4 * minute;
    const detection = new Detection({ slices, objectiveOf });
    const turns: [boolean, number][] = [];
    const life = {
      ...calm,
      failing: (slice: SliceName, at: number) =>
        at >= began && isTv(slice) && fails(at) ? 1 : 0.000_5,
    };
    for (const { now, cells } of lived(slices, noon, noon + 9 * minute, life)) {
      const troubled = detection.step(cells, now).troubles.length > 0;
      if (troubled !== (turns.at(-1)?.[0] ?? false)) turns.push([troubled, now - began]);
    }
    expect(turns.map(([troubled]) => troubled)).toEqual([true, false, true]);
    expect(turns[1][1]).toBeGreaterThan(minute + 20 * second);
    expect(turns[1][1]).toBeLessThan(2.5 * minute);
    expect(turns[2][1]).toBeLessThan(4 * minute + 12 * second);
  });

  it('is none when one person tries again and again', () => {
    const detection = new Detection({ slices, objectiveOf });
    const cells = new Cells();
    let found = 0;
    for (const step of lived(slices, noon, noon + 5 * minute, calm)) {
      if (step.now > began) for (let i = 0; i < 60; i++) cells.add(0, step.now - second, true, 7);
      const { troubles } = detection.step([...step.cells, ...cells.take(step.now)], step.now);
      found += troubles.length;
    }
    expect(found).toBe(0);
  });

  it('is found of people whom nobody named', () => {
    const detection = new Detection({ slices, objectiveOf });
    let found: Seen | undefined;
    const life = { ...calm, failing: (_: SliceName, at: number) => (at >= began ? 1 : 0) };
    for (const { now, cells } of lived(slices, noon, began + 10 * second, life))
      found = detection.step(
        cells.map((cell) => ({ ...cell, failing: [], trying: [] })),
        now,
      );
    expect(found!.troubles).toHaveLength(slices.length);
  });

  it('needs much more to be believed of what nobody has ever seen well', () => {
    const of = (lasts: number) =>
      watch({ of: slices.slice(0, 1), lasts, life: { rate: () => 5, failing: () => 1 } }).firstAt;
    expect(of(4 * second)).toBeUndefined();
    expect(of(20 * second)).toBeGreaterThan(noon + 4 * second);
  });
});

describe('where little happens', () => {
  const quiet: Partial<Life> = { rate: () => 1 / 40, people: 300 };

  it('one failure, or three, are no outage', () => {
    for (const seed of [1, 2])
      expect(
        watch({ lasts: 60 * minute, life: { ...quiet, seed, failing: () => 0.05 } }).firstAt,
      ).toBeUndefined();
  });

  it('an outage is found all the same, by several people', () => {
    const began = noon + 60 * minute;
    const { firstAt, found } = watch({
      lasts: 75 * minute,
      life: { ...quiet, failing: (slice, at) => (at >= began && isTv(slice) ? 1 : 0) },
    });
    expect(firstAt! - began).toBeLessThan(10 * minute);
    expect(found.every(isTv)).toBe(true);
  });
});

describe('a slow burn', () => {
  it('is found by its rate, with the onset it began at', () => {
    const began = noon + 30 * minute;
    const { firstAt, most, found } = watch({
      lasts: 50 * minute,
      life: {
        rate: () => 1,
        failing: (slice, at) => (at >= began && isTv(slice) ? 0.08 : 0.000_5),
      },
    });
    expect(firstAt! - began).toBeGreaterThan(minute);
    expect(firstAt! - began).toBeLessThan(30 * minute);
    expect(found.every(isTv)).toBe(true);
    expect(most!.troubles[0]).toMatchObject({ kind: 'burn' });
    expect(inWords(most!.troubles[0].why)).toMatch(/times what the objective allows/);
    const since = Math.min(...most!.troubles.map((each) => each.since));
    expect(Math.abs(since - began)).toBeLessThan(5 * minute);
  });
});

describe('a calm day', () => {
  it('has no troubles, whatever its rate and however many come', () => {
    const { firstAt, last } = watch({
      lasts: 30 * minute,
      life: { rate: (_, at) => ((at - noon) / minute < 20 ? 1 : 8), failing: () => 0.003 },
    });
    expect(firstAt).toBeUndefined();
    expect(last).toMatchObject({ silent: [], blind: null });
  });
});

describe('silence', () => {
  it('of everything is blindness', () => {
    const began = noon + 40 * minute;
    const { detection, last } = watch({ lasts: 40 * minute, life: few });
    expect(last.blind).toBeNull();
    expect(detection.step([], began + 50 * second).blind).toBeNull();
    const { blind, silent } = detection.step([], began + 4 * minute);
    expect(blind!.since).toBeGreaterThan(began - 20 * second);
    expect(inWords(blind!.why)).toMatch(/nothing came from anywhere for 4 min/);
    expect(silent).toEqual([]);
  });

  it('of most places at once is blindness; of one it is people who stay away', () => {
    const began = noon + 40 * minute;
    const until = (isSilent: (slice: SliceName) => boolean) =>
      watch({
        lasts: 46 * minute,
        life: { rate: (slice, at) => (at >= began && isSilent(slice) ? 0 : 1 / 4) },
      }).last;
    const most = until(({ region }) => region !== 'US');
    expect([most.blind !== null, most.silent.length]).toEqual([true, 0]);
    const one = until((slice) => slice === slices[0]);
    expect(one.blind).toBeNull();
    expect(one.silent).toMatchObject([{ slice: 0 }]);
    // it is not known yet whether that is usual at this hour
    expect(one.silent[0].score).toBeLessThan(0.5);
  });

  it('of one place is blindness where a source stopped with it', () => {
    const began = noon + 40 * minute;
    const detection = new Detection({ slices, objectiveOf });
    const life = {
      ...calm,
      rate: (slice: SliceName, at: number) => (at >= began && slice === slices[0] ? 0 : 1 / 4),
    };
    const stopped = [{ id: 'otlp:sets', since: began + 20 * second }];
    let last: Seen | undefined;
    for (const { now, cells } of lived(slices, noon, began + 6 * minute, life))
      last = detection.step(cells, now, { stopped });
    expect(last!.silent).toEqual([]);
    expect(inWords(last!.blind!.why)).toBe(
      'otlp:sets has stopped sending, and a busy place fell silent with it',
    );
  });

  it('is no blindness when the clock jumps to another time', () => {
    const { detection } = watch({ lasts: 40 * minute, life: few });
    expect(detection.step([], noon + 7 * 24 * 60 * minute).blind).toBeNull();
  });
});
