import type { Story } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { wallClock } from '../clock/clock.service.js';
import { storyNow, storyToWall, storyWeeksBefore } from './story.js';

/** The clock of a workspace in which a story is told; the wall's until one is declared. */
export class StoryClock implements Clock {
  story: Story | null = null;

  now(): number {
    const wall = wallClock.now();
    return this.story ? storyNow(this.story, wall) : wall;
  }

  toWall(time: number): number {
    return this.story ? storyToWall(this.story, time) : time;
  }

  weeksBefore(time: number, weeks: number): number {
    return this.story
      ? storyWeeksBefore(this.story, time, weeks)
      : wallClock.weeksBefore(time, weeks);
  }
}
