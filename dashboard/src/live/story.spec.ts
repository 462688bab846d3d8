import { formats } from '../ui/format.js';
import { storyClockOf, workspaceElapsed } from './story.js';

const story = { speed: 240, running: true, utcOffsetMinutes: -480, shiftMs: 7 * 86_400_000 };

describe('a story’s time', () => {
  it('is shown as the clocks of the story do, in whichever telling', () => {
    const f = formats('en', 'Asia/Tokyo', storyClockOf(story));
    const at = Date.UTC(2012, 11, 31, 22, 5, 30); // the second telling, a week later
    expect(f.stamp(at)).toBe('Mon 24 Dec 2012, 14:05');
    expect(f.moment(at, at)).toBe('14:05');
    expect(f.clock(at)).toBe('14:05');
    expect(f.running(3 * 3_600_000 + 725_000).replaceAll('\u00a0', ' ')).toBe('3 h 12 min');
  });

  it('keeps its seconds while it goes at an everyday speed', () => {
    expect(storyClockOf({ ...story, speed: 1 })).toMatchObject({ fast: false });
    expect(storyClockOf(null)).toBeUndefined();
  });

  it.each([
    [null, 2_000, 2_000],
    [story, 1_000, 240_000],
    [{ ...story, running: false }, 1_000, 0],
    [story, 60_000, 720_000],
  ])('%j: after %i ms the clock went on by %i', (told, age, expected) => {
    expect(workspaceElapsed(age, told)).toBe(expected);
  });
});
