import { wallClock } from '../clock/clock.service.js';
import type { Incident } from '@rollcall/shared';
import { comparedTime, weeksOf, type Times } from './compared-time.js';
import { comparisonOf, questionOf } from './question.js';
import type { Visits } from '../silent/visits.js';

const minute = 60_000;
const hour = 60 * minute;
const week = 168 * hour;
const now = Date.UTC(2026, 4, 6, 20, 2, 30);

const times = (given: Partial<Times> = {}): Times => ({
  clock: { ...wallClock, now: () => now },
  since: now - 10 * week,
  wall: now,
  ...given,
});

describe('the time that is compared', () => {
  it('is whole steps from the onset until now, and three hours before', () => {
    expect(comparedTime({ onset: now - 33 * minute, resolvedAt: null }, times())).toEqual({
      from: Date.UTC(2026, 4, 6, 16, 25),
      onset: 36,
      steps: 43,
    });
  });

  it('is none before the first step is over, and what happened in it has come', () => {
    expect(comparedTime({ onset: now - 2 * minute, resolvedAt: null }, times())).toBeNull();
    const just = Date.UTC(2026, 4, 6, 20, 0, 1);
    const clock = { ...wallClock, now: () => just };
    const onset = Date.UTC(2026, 4, 6, 19, 56);
    const at = (wall: number) => comparedTime({ onset, resolvedAt: null }, times({ clock, wall }));
    expect(at(just)).toBeNull();
    expect(at(just + 1_000)?.steps).toBe(37);
  });

  it('ends with the incident', () => {
    const onset = now - 5 * hour;
    const time = comparedTime({ onset, resolvedAt: onset + 61 * minute }, times());
    expect(time && time.steps - time.onset).toBe(13);
  });

  it('does not begin before anything was known', () => {
    const onset = now - hour;
    const time = comparedTime({ onset, resolvedAt: null }, times({ since: onset - 12 * minute }));
    expect(time?.onset).toBe(2);
  });

  it('does not begin before a story', () => {
    const begins = Date.UTC(2026, 4, 6, 18, 30);
    const clock = { ...wallClock, now: () => now, toWall: (t: number) => Math.max(t, begins) };
    const time = comparedTime(
      { onset: begins + 40 * minute, resolvedAt: null },
      times({ clock, wall: now + hour }),
    );
    expect(time).toMatchObject({ from: begins, onset: 8 });
  });

  it('is compared with the weeks that are known from its beginning', () => {
    const from = Date.UTC(2026, 4, 6, 16);
    expect(weeksOf(from, times())).toHaveLength(4);
    expect(weeksOf(from, times({ since: from - 2 * week }))).toEqual([
      from - week,
      from - 2 * week,
    ]);
    expect(weeksOf(from, times({ since: from - 2 * week + 2 * hour }))).toEqual([from - week]);
    expect(weeksOf(from, times({ since: Infinity }))).toEqual([]);
  });
});

describe('a comparison', () => {
  const slices = [
    { service: 'play', region: 'US', channel: 'tv' },
    { service: 'play', region: 'US', channel: 'web' },
    { service: 'play', region: 'DE', channel: 'tv' },
  ];
  const incident = (given: Partial<Incident>): Incident =>
    ({
      id: 'inc-1',
      scope: { channels: ['tv'] },
      onset: now - 2 * hour,
      resolvedAt: null,
      ...given,
    }) as Incident;
  const compare = (others: Incident[], filter = {}) => {
    const ours = incident({});
    const time = comparedTime(ours, times());
    if (!time) throw new Error('no time to compare');
    return comparisonOf(ours, filter, time, [ours, ...others], slices, times());
  };
  const picked = (which: boolean[]): number[] => [0, 1, 2].filter((slice) => which[slice]);

  it('is of the slices in scope and filter; those of no incident are unaffected', () => {
    const all = compare([]);
    expect([picked(all.slices.inScope), picked(all.slices.unaffected)]).toEqual([[0, 2], [1]]);
    const german = compare([], { region: 'DE' });
    expect([picked(german.slices.inScope), picked(german.slices.unaffected)]).toEqual([[2], [1]]);
    expect(all.slices.region).toEqual([0, 0, 1]);
  });

  it('has no weeks in which an incident covered the same slices at those hours', () => {
    const onset = now - 2 * week - hour;
    const resolvedAt = onset + 10 * minute;
    const before = compare([incident({ id: 'inc-2', onset, resolvedAt })]);
    expect(before.weeks).toHaveLength(3);
    const elsewhere = compare([
      incident({ id: 'inc-2', onset, resolvedAt, scope: { channels: ['web'] } }),
    ]);
    expect(elsewhere.weeks).toHaveLength(4);
    // but then the slices there are nothing to go by
    expect(picked(elsewhere.slices.unaffected)).toEqual([]);
    const atNight = compare([
      incident({ id: 'inc-2', onset: onset - 9 * hour, resolvedAt: onset - 8 * hour }),
    ]);
    expect(atNight.weeks).toHaveLength(4);
  });

  it('leaves out weeks with a gap in what was told', () => {
    const visits = (length: number): Visits => ({
      length,
      person: new Uint32Array(length),
      slice: new Uint16Array(length),
      step: new Uint16Array(length),
      failed: new Uint8Array(length),
    });
    const weeks = [100, 20, 0, 80].map(visits);
    const leftOut = [[0], [1], [2], [3], [4]].map((people) => new Set(people));
    const bought = { why: null, where: 'scope', isHere: [true], leftOut } as const;
    const lost = {
      signups: { why: 'no_service' } as const,
      firstPurchases: { ...bought, isHere: [true] },
    };
    const asked = questionOf(compare([]), visits(5), weeks, 1, lost);
    expect(asked.weeks.map(({ length }) => length)).toEqual([100, 80]);
    expect(asked.lost.firstPurchases).toMatchObject({ leftOut: [0, 1, 4].map((i) => leftOut[i]) });
  });
});
