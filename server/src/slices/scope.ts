import type { CustomerType, ImpactFilter, Scope, Stage } from '@rollcall/shared';
import type { SliceName } from './slice.js';

const listed = (list: readonly string[] | undefined, value: string): boolean =>
  list === undefined || list.length === 0 || list.includes(value);

/** True when the slice belongs to the scope. */
export const scopeHas = (scope: Scope, slice: SliceName): boolean => {
  const single = scope.slices?.some(
    (each) =>
      each.service === slice.service &&
      each.region === slice.region &&
      each.channel === slice.channel,
  );
  if (single) return true;
  const parts = [scope.services, scope.regions, scope.channels];
  // a scope of single slices alone does not also mean everything
  if (scope.slices?.length && parts.every((part) => !part?.length)) return false;
  return (
    listed(scope.services, slice.service) &&
    listed(scope.regions, slice.region) &&
    listed(scope.channels, slice.channel)
  );
};

const asList = <T>(given: T | T[] | undefined): T[] | undefined =>
  given === undefined ? undefined : Array.isArray(given) ? given : [given];

/** A filter with its values as lists; undefined lists do not narrow. */
export interface FilterLists {
  services: string[] | undefined;
  regions: string[] | undefined;
  channels: string[] | undefined;
  types: CustomerType[] | undefined;
  stages: Stage[] | undefined;
}

export const filterLists = (filter: ImpactFilter): FilterLists => ({
  services: asList(filter.service),
  regions: asList(filter.region),
  channels: asList(filter.channel),
  types: asList(filter.type),
  stages: asList(filter.stage),
});

/** True when the filter lets the slice through. */
export const filterHas = (filter: FilterLists, slice: SliceName): boolean =>
  (filter.services?.includes(slice.service) ?? true) &&
  (filter.regions?.includes(slice.region) ?? true) &&
  (filter.channels?.includes(slice.channel) ?? true);
