import type { Story, StoryInput } from '@rollcall/shared';
import type { Cast } from '../simulate/happenings.js';
import { type Deed, deedsIn } from '../simulate/on-call.js';
import { day, minute, timeOf } from '../simulate/times.js';

/** The scenario as a story that is told again and again, and the clock that it is told by. */

const week = 7 * day;

/** As it is declared before its past is told. The first telling is dated as the scenario is. */
export const storyOf = ({ world, id }: Cast, speed: number): StoryInput => {
  const { scenario, from, to, midnight, offset } = world;
  const lengthMs = to - from;
  return {
    scenario: id,
    title: scenario.title,
    speed,
    startsAt: from,
    lengthMs,
    everyMs: Math.ceil(lengthMs / week) * week,
    utcOffsetMinutes: offset / minute,
    chapters: scenario.chapters.map(({ at, says }) => ({
      after: midnight + timeOf(at)! - from,
      says,
    })),
    running: false,
  };
};

/** A story whose clock runs; `beganAt` by our own wall clock. */
export type Running = Pick<Story, 'startsAt' | 'lengthMs' | 'everyMs' | 'speed'> & {
  beganAt: number;
};

/** Which telling is under way at this wall time, from 0. */
export const tellingAt = ({ beganAt, speed, lengthMs }: Running, wall: number): number =>
  Math.max(0, Math.floor(((wall - beganAt) * speed) / lengthMs));

/** When the telling's `at`, in the scenario's own time, is reached; epoch ms. */
export const wallOf = (story: Running, telling: number, at: number): number =>
  story.beganAt + (telling * story.lengthMs + (at - story.startsAt)) / story.speed;

/** The scenario's time that the clock shows in this telling; before its beginning, less than that. */
export const storyTimeAt = (story: Running, telling: number, wall: number): number =>
  story.startsAt + (wall - story.beganAt) * story.speed - telling * story.lengthMs;

/** What is added to the scenario's times in this telling. */
export const shiftOf = ({ everyMs }: Pick<Story, 'everyMs'>, telling: number): number =>
  telling * everyMs;

/** What whoever is on call does in a telling. An incident that the scenario leaves open ends with it. */
export const deedsOf = ({ world }: Cast, shift: number): Deed[] => {
  const deeds = deedsIn(world, (at) => at + shift);
  const open = world.scenario.incidents.flatMap(({ resolved }, i) =>
    resolved === undefined ? [i] : [],
  );
  const last = world.to - minute;
  return [
    ...deeds,
    ...open.map((incident): Deed => ({
      at: last,
      incident,
      does: 'resolve',
      body: { at: last + shift },
    })),
  ];
};

/** What a screen says at this time of the scenario. */
export const chapterAt = ({ chapters, startsAt }: StoryInput, at: number): string | undefined =>
  chapters.findLast(({ after }) => startsAt + after <= at)?.says;
