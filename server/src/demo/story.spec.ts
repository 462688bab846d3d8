import type { Story } from '@rollcall/shared';
import fc from 'fast-check';
import { storyNow, storyToWall, storyView, storyWeeksBefore, tellingOf } from './story.js';

const hour = 3_600_000;
const week = 168 * hour;
const startsAt = Date.UTC(2012, 11, 24, 18);
const beganAt = Date.UTC(2026, 0, 1);

const story: Story = {
  scenario: 'storm',
  title: 'A storm',
  speed: 240,
  startsAt,
  lengthMs: 32 * hour,
  everyMs: week,
  utcOffsetMinutes: -480,
  chapters: [
    { after: 0, says: 'Calm' },
    { after: 6 * hour, says: 'First failures' },
  ],
  running: true,
  declaredAt: beganAt - 20_000,
  beganAt,
};

/** Wall ms that one telling takes. */
const told = story.lengthMs / story.speed;

describe("a story's clock", () => {
  it('stands at the beginning until it is let run', () => {
    expect(storyNow({ ...story, beganAt: null }, beganAt + hour)).toBe(startsAt);
    expect(storyView({ ...story, beganAt: null }, startsAt)).toMatchObject({
      running: false,
      chapter: null,
    });
  });

  it('runs at its speed, and jumps by whole weeks to the next telling', () => {
    expect(storyNow(story, beganAt + 15_000)).toBe(startsAt + hour);
    expect(storyNow(story, beganAt + told + 15_000)).toBe(startsAt + week + hour);
    expect(tellingOf(story, startsAt + week + hour)).toBe(1);
  });

  it('compares every telling with the weeks before the first', () => {
    expect(storyWeeksBefore(story, startsAt + hour, 1)).toBe(startsAt + hour - week);
    expect(storyWeeksBefore(story, startsAt + 3 * week + hour, 2)).toBe(startsAt + hour - 2 * week);
  });

  it('tells which chapter it is, and how far later tellings lie', () => {
    const now = startsAt + 2 * week + 7 * hour;
    expect(storyView(story, now)).toMatchObject({
      tellings: 2,
      shiftMs: 2 * week,
      chapter: 'First failures',
    });
  });

  it('knows when what lies before it was told', () => {
    expect(storyToWall(story, startsAt - week)).toBe(story.declaredAt);
  });

  it('never goes back, and its wall time leads back to it', () => {
    const walls = fc.integer({ min: 0, max: 20 * told }).map((after) => beganAt + after);
    fc.assert(
      fc.property(walls, walls, (a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(storyNow(story, first)).toBeLessThanOrEqual(storyNow(story, second));
        expect(Math.abs(storyToWall(story, storyNow(story, a)) - a)).toBeLessThan(1);
      }),
    );
  });
});
