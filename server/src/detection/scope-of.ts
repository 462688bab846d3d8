import type { Scope } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import { scopeHas } from '../slices/scope.js';
import { listed } from './words.js';

/** The scope of slices that fail, and what it is called. */

const most = 1_000;

const parts = (slices: readonly SliceName[], part: keyof SliceName): string[] =>
  [...new Set(slices.map((slice) => slice[part]))].sort();

/**
 * The plainest scope that holds all that fails and nothing that is well. A whole margin is named where
 * several of its parts fail and none is well: what was not seen yet is then part of it.
 *
 * @param known all slices that were ever seen
 */
export const scopeOf = (
  failing: readonly SliceName[],
  known: readonly SliceName[],
  isWell: (slice: SliceName) => boolean,
): Scope => {
  const services = parts(failing, 'service');
  const regions = parts(failing, 'region');
  const channels = parts(failing, 'channel');
  const candidates: Scope[] = [
    ...(regions.length > 1 && channels.length > 1 ? [{ services }] : []),
    ...(regions.length > 1 ? [{ services, channels }] : []),
    ...(channels.length > 1 ? [{ services, regions }] : []),
  ];
  const names = new Set(failing.map(nameOf));
  const holdsOnly = (scope: Scope, mayBeUnknown: number): boolean => {
    const others = known.filter((slice) => scopeHas(scope, slice) && !names.has(nameOf(slice)));
    return others.length <= mayBeUnknown && !others.some(isWell);
  };
  const margin = candidates.find((scope) => holdsOnly(scope, failing.length / 4));
  if (margin) return margin;
  const product = { services, regions, channels };
  if (holdsOnly(product, failing.length)) return product;
  return {
    slices: failing
      .slice(0, most)
      .map(({ service, region, channel }) => ({ service, region, channel })),
  };
};

export const nameOf = ({ service, region, channel }: SliceName): string =>
  JSON.stringify([service, region, channel]);

/** What happens where, in a line: "Watch fails on tv in CA, US". */
export const titleOf = (
  what: 'fails' | 'fails for some' | 'is not reached',
  scope: Scope,
  slices: readonly SliceName[],
  nameOfService: (id: string) => string,
): string => {
  const all = (part: 'services' | 'regions' | 'channels', name: keyof SliceName): string[] =>
    scope.slices ? parts(slices, name) : (scope[part] ?? []);
  const services = all('services', 'service').map(nameOfService);
  const channels = all('channels', 'channel').filter(isNamed);
  const regions = all('regions', 'region').filter(isNamed);
  const verb = services.length > 1 ? plural[what] : what;
  const where = [
    ...(channels.length > 0 ? [`on ${listed(channels)}`] : []),
    ...(regions.length > 0
      ? [`in ${regions.length > 4 ? listed(regions, 4) : regions.join(', ')}`]
      : []),
  ];
  return [listed(services), verb, ...where].join(' ').slice(0, 300);
};

const isNamed = (name: string): boolean => name !== 'unknown';

const plural = {
  fails: 'fail',
  'fails for some': 'fail for some',
  'is not reached': 'are not reached',
} as const;
