import { verdictOn, waitAfter } from './backoff.js';

describe('after an answer', () => {
  it.each([
    [202, 'settled'],
    [400, 'settled'],
    [413, 'settled'],
    [422, 'settled'],
    [401, 'stop'],
    [403, 'stop'],
    [0, 'wait'],
    [408, 'wait'],
    [429, 'wait'],
    [500, 'wait'],
    [503, 'wait'],
  ])('%i: %s', (status, verdict) => {
    expect(verdictOn(status)).toBe(verdict);
  });

  it('waits longer with each failure, up to five minutes', () => {
    const waits = Array.from({ length: 12 }, (_, i) => waitAfter(i + 1, NaN, 1));
    expect(waits.slice(0, 3)).toEqual([2_000, 4_000, 8_000]);
    expect(waits.at(-1)).toBe(300_000);
    expect(waitAfter(1, NaN, 0)).toBe(1_000);
  });

  it('waits no less than it was asked to, an hour at the most', () => {
    expect(waitAfter(1, 30, 0)).toBe(30_000);
    expect(waitAfter(1, 30, 1)).toBe(37_500);
    expect(waitAfter(1, 1e9, 0)).toBe(3_600_000);
  });
});
