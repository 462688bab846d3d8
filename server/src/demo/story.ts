import type { Story, StoryView } from '@rollcall/shared';
import { weekMs } from '../clock/time.js';

/**
 * A story's clock, worked out from what was declared: each telling runs at its speed from its own
 * beginning, and then jumps to the beginning of the next, whole weeks later. Time never goes back.
 * All times epoch ms.
 */

/** Which telling a time of the clock lies in, from 0. */
export const tellingOf = ({ startsAt, everyMs }: Story, time: number): number =>
  Math.max(0, Math.floor((time - startsAt) / everyMs));

/** What the story's clock shows at a wall time. */
export const storyNow = (story: Story, wall: number): number => {
  const { startsAt, lengthMs, everyMs, speed, beganAt } = story;
  if (beganAt === null) return startsAt;
  const told = Math.max(0, wall - beganAt) * speed;
  const telling = Math.floor(told / lengthMs);
  return startsAt + telling * everyMs + (told - telling * lengthMs);
};

/**
 * The wall time at which the clock showed `time`: the earliest, where it jumped or stood still. What
 * lies before the beginning was told once the story was declared.
 */
export const storyToWall = (story: Story, time: number): number => {
  const { startsAt, lengthMs, everyMs, speed, beganAt, declaredAt } = story;
  if (beganAt === null || time < startsAt) return declaredAt;
  const telling = tellingOf(story, time);
  const within = Math.min(lengthMs, time - startsAt - telling * everyMs);
  return beganAt + (telling * lengthMs + within) / speed;
};

/** The same moment `weeks` weeks before the first telling: later tellings are no ordinary past. */
export const storyWeeksBefore = (story: Story, time: number, weeks: number): number =>
  time - tellingOf(story, time) * story.everyMs - weeks * weekMs;

/** What a screen says of it when the clock shows `now`. */
export const storyView = (story: Story, now: number): StoryView => {
  const { scenario, title, speed, beganAt, utcOffsetMinutes, chapters, everyMs, startsAt } = story;
  const tellings = tellingOf(story, now);
  const within = now - startsAt - tellings * everyMs;
  const chapter = beganAt === null ? undefined : chapters.findLast(({ after }) => after <= within);
  return {
    scenario,
    title,
    speed,
    running: beganAt !== null,
    utcOffsetMinutes,
    tellings,
    shiftMs: tellings * everyMs,
    chapter: chapter?.says ?? null,
  };
};
