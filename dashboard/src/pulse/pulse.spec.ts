import type { Pulse } from '@rollcall/shared';
import { pulseNow, wholePulse } from './pulse.js';

const minute = 60_000;
const pulse = (over: Partial<Pulse> = {}): Pulse => ({
  stepMs: 5 * minute,
  from: 0,
  people: [100, 80, 3],
  usual: [
    { middle: 100, low: 90, high: 110 },
    { middle: 100, low: 90, high: 110 },
    { middle: 100, low: 90, high: 110 },
  ],
  weeks: 4,
  ...over,
});

describe('the pulse now', () => {
  it('is that of the last whole step: one under way would look like an outage', () => {
    expect(pulseNow(pulse(), 11 * minute)).toEqual({
      people: 80,
      usual: { low: 90, high: 110 },
      verdict: 'fewer',
    });
    expect(wholePulse(pulse(), 11 * minute).people).toEqual([100, 80]);
    expect(pulseNow(pulse(), 15 * minute)?.people).toBe(3);
    expect(pulseNow(pulse(), 60 * minute)?.people).toBe(3);
  });

  it.each([
    [89, 'fewer'],
    [90, 'usual'],
    [110, 'usual'],
    [111, 'more'],
  ])('%i people where 90 to 110 are usual: %s', (people, verdict) => {
    expect(pulseNow(pulse({ people: [people] }), 5 * minute)?.verdict).toBe(verdict);
  });

  it('compares with nothing where there is no past, and says nothing of nobody', () => {
    expect(pulseNow(pulse({ usual: [null, null, null] }), 15 * minute)).toMatchObject({
      usual: null,
      verdict: 'unknown',
    });
    expect(pulseNow(pulse({ people: [], usual: [] }), 15 * minute)).toBeUndefined();
  });
});
