import type { IncidentRecord, Maintenance, Service } from '@rollcall/shared';

/** What the suite needs of the product's detection, which comes in by its path and not by an import. */

/** What happened in one slice in one second. */
export interface Cell {
  /** The slice's place in the town's list. */
  slice: number;
  /** Beginning of the second, epoch ms. */
  at: number;
  ok: number;
  failed: number;
  /** When the first failed, epoch ms; Infinity where nothing did. */
  firstFailed: number;
  /** Who failed, once for each failure. */
  failing: number[];
  /** Who was there, once for each try. */
  trying: number[];
}

export interface Slice {
  service: string;
  region: string;
  channel: string;
}

/** All of detection with a log in memory: takes seconds, opens and ends incidents. */
export interface Rehearsed {
  step(cells: readonly Cell[], now: number): unknown;
  readonly incidents: readonly IncidentRecord[];
}

export type Rehearse = (
  slices: readonly Slice[],
  services: readonly Service[],
  planned?: readonly Maintenance[],
) => Rehearsed;

const holds = (list: readonly string[] | undefined, name: string): boolean =>
  list === undefined || list.includes(name);

/** Whether an incident's scope says that a slice is in trouble; a scope that names nothing says it of none. */
export const names = (scope: IncidentRecord['scope'], slice: Slice): boolean => {
  const { slices, services, regions, channels } = scope;
  if (slices)
    return slices.some(
      ({ service, region, channel }) =>
        service === slice.service && region === slice.region && channel === slice.channel,
    );
  if (!services && !regions && !channels) return false;
  return (
    holds(services, slice.service) && holds(regions, slice.region) && holds(channels, slice.channel)
  );
};

/** Opened because nothing came, from anywhere or from a part, and not because of customers who fail. */
export const isBlind = ({ scope, title }: IncidentRecord): boolean =>
  Object.keys(scope).length === 0 || title.startsWith('No signals arrive');
