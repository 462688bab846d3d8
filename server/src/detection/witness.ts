import type { Why } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import type { Support } from './sudden-failure.js';

/** What else may speak for it that customers of a slice fail. */
export interface Witnesses {
  /** True where a health signal says that a service is down in a region, or everywhere. */
  isDown?: (slice: SliceName) => boolean;
  /** What is bad news of a slice and not made of its failures; undefined: nothing. */
  unusual?: (slice: SliceName) => Why | undefined;
}

/** What does. */
export interface Witness {
  support: Support;
  /** What it says, after what customers met. */
  why: Why[];
}

export const witnessOf = (slice: SliceName, { isDown, unusual }: Witnesses): Witness => {
  if (isDown?.(slice)) return { support: 'down', why: [{ code: 'said-down' }] };
  const news = unusual?.(slice);
  return news ? { support: 'unusual', why: [news] } : { support: 'none', why: [] };
};
