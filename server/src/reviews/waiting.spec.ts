import fc from 'fast-check';
import { failing, recovered } from '../impact/judge.js';
import type { AffectedVisit } from '../impact/tally.js';
import { untilWell, Waiting } from './waiting.js';

const slice = { service: 'pay', region: '', channel: '' };
const visit = (user: number, customer: number, more: Partial<AffectedVisit>): AffectedVisit => ({
  ...{ user, customer, own: false, failures: 1, slice, state: recovered },
  ...{ firstFailed: 10, lastFailed: 20, lastOk: 99, ...more },
});

describe('how long customers waited', () => {
  it('ends with the first try that went well after the last failure, in the last of their places', () => {
    const waiting = new Waiting();
    waiting.affected(visit(1, 7, { firstFailed: 10, lastFailed: 20 }), 0);
    waiting.affected(visit(1, 7, { firstFailed: 15, lastFailed: 40 }), 1);
    waiting.affected(visit(2, 7, { firstFailed: 30, lastFailed: 30 }), 0);
    for (const [user, place, at] of [
      [1, 0, 15],
      [1, 0, 90],
      [1, 0, 25],
      [1, 1, 40],
      [1, 1, 50],
      [2, 0, 31],
      [3, 0, 11],
    ])
      waiting.wentWell(user, place, at);
    // from 10 until user 1 was well in place 1; an ok at the same time as the failure is none
    expect(waiting.waits()).toEqual([40]);
  });

  it('is longer than any other where somebody was not back by the end', () => {
    const waiting = new Waiting();
    waiting.affected(visit(1, 7, {}), 0);
    waiting.affected(visit(2, 7, { state: failing }), 0);
    waiting.affected(visit(3, 8, {}), 0);
    waiting.affected(visit(4, -1, {}), 0);
    waiting.affected(visit(5, 9, { own: true }), 0);
    waiting.wentWell(1, 0, 21);
    waiting.wentWell(3, 0, 25);
    expect(waiting.waits()).toEqual([15, Infinity]);
  });

  it('does not hang on the order of what went well', () => {
    const oks = fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(100)), { maxLength: 30 });
    fc.assert(
      fc.property(oks, (all) => {
        const waits = (order: typeof all) => {
          const waiting = new Waiting();
          for (let user = 0; user < 4; user++)
            for (let place = 0; place < 3; place++)
              waiting.affected(visit(user, user % 2, { lastFailed: 20 + 5 * place }), place);
          for (const ok of order) waiting.wentWell(...ok);
          return waiting.waits();
        };
        expect(waits([...all].reverse())).toEqual(waits(all));
      }),
    );
  });
});

it('the distribution counts who is not back as the longest', () => {
  const minute = 60_000;
  const told = untilWell([minute, 2 * minute, 10 * minute, Infinity]);
  expect(told).toMatchObject({ n: 4, back: 3, medianMs: 6 * minute, p90Ms: null, longestMs: null });
  expect(told.within.slice(0, 3).map(({ customers }) => customers)).toEqual([1, 2, 3]);
  expect(untilWell([minute, Infinity]).medianMs).toBeNull();
  expect(untilWell([])).toMatchObject({ n: 0, medianMs: null, longestMs: null });
  expect(untilWell([minute, 3 * minute]).longestMs).toBe(3 * minute);
});
