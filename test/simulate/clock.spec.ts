import { type Clock, clockFor } from './clock.js';
import { day, hour, minute } from './times.js';

const from = Date.UTC(2012, 11, 24, 14);
const span = { from, to: from + 32 * hour };
const now = Date.UTC(2026, 0, 15, 12);

const clock = (...args: Parameters<typeof clockFor>): Clock => {
  const made = clockFor(...args);
  if ('complaint' in made) throw new Error(made.complaint);
  return made;
};

describe('the clock', () => {
  it('at full speed ends now, with everything due at once', () => {
    const { map, due } = clock(span, 'max', 'past', now);
    expect(map(span.to)).toBe(now);
    expect(map(from)).toBe(now - 32 * hour);
    expect(due(now)).toBe(span.to);
  });

  it('at a speed ends when the playing ends, in true lengths', () => {
    const { map, due } = clock(span, 240, 'past', now);
    const ends = now + 8 * minute;
    expect(map(span.to)).toBe(ends);
    expect(map(from + hour) - map(from)).toBe(hour);
    expect(due(ends)).toBe(span.to);
    // never ahead of the wall clock
    for (let wall = now; wall < ends; wall += 1_000)
      expect(map(due(wall))).toBeLessThanOrEqual(wall);
  });

  it.each([1, 240])('live at speed %d is always now', (speed) => {
    const { map, due } = clock(span, speed, 'live', now);
    for (const wall of [now, now + 1_000, now + 60_000]) expect(map(due(wall))).toBe(wall);
  });

  it('says what to do where that can not be', () => {
    expect(clockFor(span, 'max', 'live', now)).toEqual({
      complaint: expect.stringContaining('--speed 240'),
    });
    const long = { from, to: from + 15 * day };
    expect(clockFor(long, 'max', 'past', now)).toEqual({
      complaint: expect.stringContaining('--hours'),
    });
  });
});
