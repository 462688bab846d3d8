import type { StoryView } from '@rollcall/shared';
import type { StoryClock } from '../ui/format.js';
import { staleAfterMs } from './liveness.js';

/** A demo's time: its clock runs at a speed of its own, and its screens show the time of its story. */

/** From this speed on seconds only flicker: times are shown by the minute. */
const secondsFlicker = 10;

export const storyClockOf = (
  story: Pick<StoryView, 'shiftMs' | 'utcOffsetMinutes' | 'speed' | 'running'> | null | undefined,
): StoryClock | undefined =>
  story
    ? {
        aheadMs: story.utcOffsetMinutes * 60_000 - story.shiftMs,
        fast: story.running && story.speed >= secondsFlicker,
      }
    : undefined;

/**
 * How far the workspace's clock went while ours went `ageMs`. A story's stands until it runs; and once
 * its screen is stale nobody knows where in the story we are, so that it stands then too.
 */
export const workspaceElapsed = (
  ageMs: number,
  story: Pick<StoryView, 'speed' | 'running'> | null | undefined,
): number => {
  if (!story) return ageMs;
  return story.running ? Math.min(ageMs, staleAfterMs) * story.speed : 0;
};
