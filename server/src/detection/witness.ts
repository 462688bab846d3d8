import type { SliceName } from '../slices/slice.js';
import type { Support } from './sudden-failure.js';

/** What else may speak for it that customers of a slice fail. */
export interface Witnesses {
  /** True where a health signal says that a service is down in a region, or everywhere. */
  isDown?: (slice: SliceName) => boolean;
  /** What is bad news of a slice and not made of its failures, in words; undefined: nothing. */
  unusual?: (slice: SliceName) => string | undefined;
}

/** What does. */
export interface Witness {
  support: Support;
  /** In words, after what customers met; empty: nothing. */
  said: string;
}

export const witnessOf = (slice: SliceName, { isDown, unusual }: Witnesses): Witness => {
  if (isDown?.(slice)) return { support: 'down', said: '; a health signal says it is down' };
  const said = unusual?.(slice);
  return said === undefined
    ? { support: 'none', said: '' }
    : { support: 'unusual', said: `; and ${said}` };
};
