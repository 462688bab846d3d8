import { setTimeout as pause } from 'node:timers/promises';
import type { StoryInput, StoryView } from '@rollcall/shared';
import { type Client, ProblemError } from '../harness/client.js';
import { troubleFrom } from '../simulate/trouble.js';

/**
 * How it stands with the demo: `none` was declared (or Redis has lost it), the clock `stands`, it `runs`,
 * or the demo was `removed`.
 */
export type Standing = 'none' | 'stands' | 'runs' | 'removed';

export interface Looking {
  client: Client;
  story: StoryInput;
  stop: AbortSignal;
  /** For how long a demo may be missing before it counts as removed: after a restart it opens late. */
  graceMs: number;
}

const lookMs = 500;
/** Looks in a row in which nothing is declared; a view may be a moment old. */
const sure = 4;

const isOurs = (story: StoryInput, view: StoryView | null): boolean =>
  view?.scenario === story.scenario && view.speed === story.speed;

/**
 * Looks until it is clear. Trouble of other kinds passes, or is for whoever sends next to meet.
 */
export const standingOf = async ({ client, story, stop, graceMs }: Looking): Promise<Standing> => {
  let missingSince: number | undefined;
  let nones = 0;
  for (;;) {
    try {
      const { workspace } = await client.call('getLive');
      missingSince = undefined;
      if (isOurs(story, workspace.story)) return workspace.story?.running ? 'runs' : 'stands';
      if (++nones >= sure) return 'none';
    } catch (error) {
      if (!(error instanceof ProblemError)) {
        if (!isAway(error)) throw troubleFrom(error, client.base);
        missingSince = undefined;
      } else if (isMissing(error)) {
        missingSince ??= performance.now();
        if (performance.now() - missingSince >= graceMs) return 'removed';
      } else if (error.problem.status < 500 && error.problem.status !== 429)
        throw troubleFrom(error, client.base);
    }
    if (stop.aborted) return 'none';
    await pause(lookMs, undefined, { signal: stop }).catch(() => undefined);
  }
};

export const isMissing = (error: unknown): boolean =>
  error instanceof ProblemError && [404, 410].includes(error.problem.status);

const isAway = (error: unknown): boolean =>
  ['TypeError', 'TimeoutError'].includes((error as Error).name);
