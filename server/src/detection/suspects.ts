import type { Service, SuspectedChange, Suspects, SuspectedUpstream } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import { duration, listed } from './words.js';

/** Something that was changed on purpose. */
export interface Change {
  title: string;
  service: string;
  region: string;
  source: string | null;
  url: string | null;
  /** Epoch ms. */
  at: number;
}

/** A slice that fails, and since when. */
export interface Failing {
  slice: SliceName;
  since: number;
}

export type Services = (id: string) => Service;

/** How far a change may lie before the onset, and after it (clocks differ), ms. */
const changeBeforeMs = 60 * 60_000;
const changeAfterMs = 2 * 60_000;
const mostChanges = 5;
const mostUpstream = 3;

/** A service and all that it depends on, directly or not. */
export const withDependencies = (service: string, services: Services): Set<string> => {
  const found = new Set([service]);
  for (const each of found) for (const next of services(each).dependencies) found.add(next);
  return found;
};

/** What may be behind failures: the services that others depend on, and what was changed shortly before. */
export const suspectsOf = (
  failing: readonly Failing[],
  services: Services,
  changes: readonly Change[],
  isDown: (service: string) => boolean,
): Suspects => ({
  upstream: upstreamOf(failing, services, isDown),
  changes: changesOf(failing, services, changes),
});

const upstreamOf = (
  failing: readonly Failing[],
  services: Services,
  isDown: (service: string) => boolean,
): SuspectedUpstream[] => {
  const since = new Map<string, number>();
  for (const { slice, since: at } of failing)
    since.set(slice.service, Math.min(at, since.get(slice.service) ?? Infinity));
  const dependants = new Map<string, string[]>();
  for (const service of since.keys())
    for (const on of withDependencies(service, services))
      if (on !== service) dependants.set(on, [...(dependants.get(on) ?? []), service]);
  return (
    [...dependants]
      .map(([service, dependent]) => {
        const fails = since.get(service);
        const down = isDown(service);
        const first =
          fails !== undefined && dependent.every((each) => since.get(each)! >= fails - 5_000);
        const all = dependent.length === since.size - (fails === undefined ? 0 : 1);
        const likely = (fails === undefined ? 0 : first ? 3 : 1) + (down ? 3 : 0) + (all ? 1 : 0);
        const reasons = [
          `${listed(dependent.map((id) => services(id).name))} ${dependent.length > 1 ? 'depend' : 'depends'} on it`,
          ...(fails === undefined
            ? []
            : [first ? 'it failed first, or with them' : 'it fails as well']),
          ...(down ? ['a health signal says that it is down'] : []),
        ];
        return { service, reason: reasons.join('; '), likely, many: dependent.length };
      })
      // one failing service alone tells nothing of what is behind it, unless that is in trouble itself
      .filter(({ likely, many }) => likely >= 2 || many >= 2)
      .sort((a, b) => b.likely - a.likely || b.many - a.many)
      .slice(0, mostUpstream)
      .map(({ service, reason }) => ({ service, reason }))
  );
};

const changesOf = (
  failing: readonly Failing[],
  services: Services,
  changes: readonly Change[],
): SuspectedChange[] => {
  const onset = Math.min(...failing.map(({ since }) => since));
  const own = new Set(failing.map(({ slice }) => slice.service));
  const behind = new Set([...own].flatMap((id) => [...withDependencies(id, services)]));
  const regions = new Set(failing.map(({ slice }) => slice.region));
  return changes
    .filter(({ at }) => at >= onset - changeBeforeMs && at <= onset + changeAfterMs)
    .flatMap((change) => {
      const near = own.has(change.service) ? 2 : behind.has(change.service) ? 1 : 0;
      if (near === 0) return [];
      const here = regions.has(change.region) || change.region === 'unknown';
      const when =
        change.at <= onset
          ? `${duration(onset - change.at)} before customers began to fail`
          : 'just as customers began to fail';
      const where = near === 2 ? 'in the same service' : 'in a service that it depends on';
      const reason = `${when}, ${where}${here ? '' : ', in another region'}`;
      const weight = near + (here ? 1 : 0) - Math.abs(onset - change.at) / changeBeforeMs;
      return [{ ...change, reason, weight }];
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostChanges)
    .map(({ weight: _, ...change }) => change);
};
