import type { FindingKind } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import { withDependencies, type Services } from './suspects.js';

/** One event instead of thirty: what fails together belongs together. */

/** Something that fails in a slice, since a time (epoch ms). */
export interface InSlice {
  slice: SliceName;
  since: number;
  /** Left out: nobody knows any more. */
  kind?: FindingKind;
}

/** Failures that began within this time of each other may have one cause, ms. */
const sameTimeMs = 15 * 60_000;
/** The same of services that nothing links but the very place. */
const samePlaceMs = 2 * 60_000;
/** The same where only the region or the channel is: a device, a data centre; two that chance brings seldom are so near. */
const sameMomentMs = 30_000;

/** Whether one service depends on the other, or both on a third, as declared. */
const areLinked = (a: string, b: string, services: Services): boolean => {
  if (a === b) return true;
  const behind = withDependencies(a, services);
  return [...withDependencies(b, services)].some((each) => behind.has(each));
};

/** True when two failures are taken for one event. */
export const belongTogether = (a: InSlice, b: InSlice, services: Services): boolean => {
  // a service has one budget; when it began to burn nobody knows to the minute
  const burns = a.kind === 'burn' || b.kind === 'burn';
  if (burns && a.slice.service === b.slice.service) return true;
  const apart = Math.abs(a.since - b.since);
  const sameRegion = a.slice.region === b.slice.region;
  const sameChannel = a.slice.channel === b.slice.channel;
  if (areLinked(a.slice.service, b.slice.service, services))
    return sameRegion || sameChannel || apart <= sameTimeMs;
  if (sameRegion && sameChannel) return apart <= samePlaceMs;
  return (sameRegion || sameChannel) && apart <= sameMomentMs;
};

/** Puts together what belongs together, directly or by way of others; keeps the order. */
export const grouped = <T>(items: readonly T[], together: (a: T, b: T) => boolean): T[][] => {
  const groups: T[][] = [];
  for (const item of items) {
    const its = groups.filter((group) => group.some((each) => together(each, item)));
    const [first, ...others] = its;
    if (!first) {
      groups.push([item]);
      continue;
    }
    first.push(item);
    for (const other of others) {
      first.push(...other);
      groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups;
};
