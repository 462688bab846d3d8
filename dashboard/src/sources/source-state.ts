import type { SourceView } from '@rollcall/shared';

/** Not heard of for this long is silent; an error within it is news; ms. */
const recentMs = 10 * 60_000;
/** Later than this, a median signal comes too late for a live number; ms. */
const lateMs = 60_000;
/** A clock further off than this shifts what happened when; ms. */
const skewedMs = 2_000;

export type SourceState = 'well' | 'troubled' | 'silent';

/** @param now wall clock, epoch ms */
export const stateOf = ({ seenAt, lastError }: SourceView, now: number): SourceState => {
  if (lastError && now - lastError.at < recentMs && lastError.at >= seenAt - 2_000)
    return 'troubled';
  return now - seenAt > recentMs ? 'silent' : 'well';
};

export const isLate = ({ lagMs }: SourceView): boolean => (lagMs?.median ?? 0) > lateMs;
export const isSkewed = ({ skewMs }: SourceView): boolean => Math.abs(skewMs ?? 0) > skewedMs;

/** A code such as `at_too_old` as words. */
export const inWords = (reason: string): string => reason.replaceAll('_', ' ');
