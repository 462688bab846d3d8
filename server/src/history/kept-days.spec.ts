import { wallClock } from '../clock/clock.service.js';
import { keepsDay } from './kept-days.js';

const day = 86_400_000;
const week = 7 * day;
const today = Math.floor(Date.UTC(2026, 4, 6) / day);
const noon = today * day + day / 2;
const keptOf = (clock: Parameters<typeof keepsDay>[0]): ((daysAgo: number) => boolean) => {
  const keeps = keepsDay(clock);
  return (daysAgo) => keeps(today - daysAgo);
};

describe('the days kept', () => {
  it('are the last five weeks', () => {
    const kept = keptOf({ ...wallClock, now: () => noon });
    expect([-1, 0, 1, 20, 34, 35].map(kept)).toEqual(Array(6).fill(true));
    expect([36, 40, 400].map(kept)).toEqual([false, false, false]);
  });

  it('of a story told again are its past, and the last week', () => {
    const tellings = 50;
    const kept = keptOf({
      now: () => noon,
      weeksBefore: (time, weeks) => time - (tellings + weeks) * week,
    });
    const past = (tellings + 4) * 7;
    expect([0, 7, past, past - 21].map(kept)).toEqual([true, true, true, true]);
    expect([14, 40, past + 9, past - 29].map(kept)).toEqual([false, false, false, false]);
  });
});
