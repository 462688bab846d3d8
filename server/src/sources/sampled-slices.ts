import type { ImpactFilter, Scope } from '@rollcall/shared';
import { filterHas, filterLists, scopeHas } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';

/** Slices remembered of one day at the most: those sampled most. */
export const maxSampledSlices = 4_096;

export const dayMs = 86_400_000;

/** That a part of what happens in a slice is not sent. */
export interface SampledSlice {
  slice: SliceName;
  /** Share that is sent, under 1. */
  sampling: number;
}

export const nameOfSlice = ({ service, region, channel }: SliceName): string =>
  JSON.stringify([service, region, channel]);

export const sliceOfName = (name: string): SliceName => {
  const [service, region, channel] = JSON.parse(name) as [string, string, string];
  return { service, region, channel };
};

/** The days (numbers since the epoch) that a time touches, both ends included; at most 50. */
export const daysOf = (from: number, to: number): number[] => {
  const last = Math.floor(to / dayMs);
  const first = Math.max(Math.floor(from / dayMs), last - 49);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
};

/** The smallest sampling in a scope, under a filter; null: nothing there is known to be sampled. */
export const smallestSampling = (
  sampled: readonly SampledSlice[],
  scope: Scope,
  filter: ImpactFilter,
): number | null => {
  const lists = filterLists(filter);
  return sampled.reduce<number | null>(
    (smallest, { slice, sampling }) =>
      scopeHas(scope, slice) && filterHas(lists, slice)
        ? Math.min(smallest ?? 1, sampling)
        : smallest,
    null,
  );
};
