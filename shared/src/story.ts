import { z } from 'zod';
import type { Route } from './route.js';

/**
 * The demo's story. A demo lives in a workspace of its own, whose clock runs from a declared start at
 * a declared speed; who plays it declares both, and the chapters that a screen may tell.
 */
export const StoryInput = z.object({
  /** The scenario's name, such as `christmas-eve-2012`. */
  scenario: z.string().min(1).max(100),
  title: z.string().min(1).max(200),
  /** Story seconds per second. */
  speed: z.number().positive().max(100_000),
  /** Where the story's clock begins, epoch ms. */
  startsAt: z.number(),
  /** Length of one telling, story ms; then the clock goes on where the next one begins. */
  lengthMs: z.number().positive(),
  /** From the beginning of one telling to that of the next, story ms: whole weeks, no less than the length. */
  everyMs: z.number().positive(),
  /** What the story's clocks show, ahead of UTC, minutes. */
  utcOffsetMinutes: z.number().min(-840).max(840),
  /** What happens when, story ms from the beginning; in order. */
  chapters: z.array(z.object({ after: z.number().min(0), says: z.string().min(1).max(300) })),
  /** False: the clock stands at its beginning while the past is being told. */
  running: z.boolean(),
});
export type StoryInput = z.infer<typeof StoryInput>;

export const Story = StoryInput.extend({
  /** Wall time at which it was declared: nothing of it came earlier. Epoch ms. */
  declaredAt: z.number(),
  /** Wall time at which the clock began to run, epoch ms; null: it has not. */
  beganAt: z.number().nullable(),
});
export type Story = z.infer<typeof Story>;

/** What a screen says of a story. */
export const StoryView = z.object({
  scenario: z.string(),
  title: z.string(),
  speed: z.number(),
  running: z.boolean(),
  utcOffsetMinutes: z.number(),
  /** How many times it has been told before. */
  tellings: z.number().int().min(0),
  /** Taken from a time of the clock it gives the time in the story, ms: later tellings lie later. */
  shiftMs: z.number(),
  chapter: z.string().nullable(),
});
export type StoryView = z.infer<typeof StoryView>;

/** A workspace: data, clock and live view of its own. */
export const WorkspaceView = z.object({
  id: z.string(),
  /** What its addresses begin with: '' or `/demo`. */
  path: z.string(),
  /** The scenario that is played there; null: nothing there is made up. */
  demo: z.string().nullable(),
  /** Whether anything was ever sent to it. */
  used: z.boolean(),
});
export type WorkspaceView = z.infer<typeof WorkspaceView>;

export const storyRoutes = {
  listWorkspaces: {
    method: 'GET',
    path: '/api/v1/workspaces',
    permission: 'read',
    summary: 'The workspaces there are: yours, and the demo while it is played',
    answer: z.array(WorkspaceView),
    status: 200,
  },
  putStory: {
    method: 'PUT',
    path: '/api/v1/story',
    permission: 'manage',
    summary: 'Declare what the demo plays, and start its clock; taken in the demo workspace only',
    body: StoryInput,
    answer: Story,
    status: 200,
  },
  removeDemo: {
    method: 'DELETE',
    path: '/api/v1/demo',
    permission: 'manage',
    summary: 'End the demo and remove everything of it',
    answer: z.object({ removed: z.boolean() }),
    status: 200,
  },
} as const satisfies Record<string, Route>;
