import type { Incident } from '@rollcall/shared';
import type { ImpactCount } from './impact-count.js';

/** A count that follows the log, and how far back it has caught up. */
export interface LiveCount {
  /** Names the window it counts; another window needs another count. */
  window: string;
  count: ImpactCount;
  caughtUp: Promise<void>;
  done: boolean;
  /** Set when it is dropped, so that catching up ends. */
  dropped: boolean;
  /** From when on the logs were whole, epoch ms, where that is after the onset; else null. */
  atLeastSince: number | null;
  /** Last time anyone asked, epoch ms. */
  usedAt: number;
}

/** The window an incident counts over, as a name. */
export const windowName = ({ scope, onset, resolvedAt }: Incident): string =>
  JSON.stringify([scope, onset, resolvedAt]);
