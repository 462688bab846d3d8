import type { LiveView, RegionView, ServiceView, SliceStatus } from '@rollcall/shared';

/** Services × regions as rows of equal length; where nothing ever came, "no data" stands. */

type Tally = Pick<RegionView, 'status' | 'ok' | 'slow' | 'failed' | 'failureShare'>;

export interface Place extends Tally {
  service: string;
  region: string;
  attempts: number;
  channels: readonly (Tally & { channel: string; attempts: number })[];
}

export interface Row {
  service: ServiceView;
  places: readonly Place[];
}

export interface Matrix {
  regions: readonly string[];
  rows: readonly Row[];
}

const gravity: Record<SliceStatus, number> = { failing: 3, degraded: 2, ok: 1, no_data: 0 };

export const attemptsOf = ({ ok, slow, failed }: Pick<Tally, 'ok' | 'slow' | 'failed'>): number =>
  ok + slow + failed;

const nothing: Tally = { status: 'no_data', ok: 0, slow: 0, failed: 0, failureShare: null };

const placeOf = (service: ServiceView, region: string): Place => {
  const found = service.regions.find((candidate) => candidate.region === region);
  const tally = found ?? nothing;
  return {
    ...tally,
    service: service.id,
    region,
    attempts: attemptsOf(tally),
    channels: (found?.channels ?? [])
      .map((channel) => ({ ...channel, attempts: attemptsOf(channel) }))
      .sort((a, b) => gravity[b.status] - gravity[a.status] || a.channel.localeCompare(b.channel)),
  };
};

/** Order is by name, not by number: a wall whose rows jump can't be read. */
export const matrixOf = (services: readonly ServiceView[]): Matrix => {
  const regions = [...new Set(services.flatMap((s) => s.regions.map((r) => r.region)))].sort(
    (a, b) => a.localeCompare(b),
  );
  return {
    regions,
    rows: services.map((service) => ({
      service,
      places: regions.map((region) => placeOf(service, region)),
    })),
  };
};

export interface Traffic {
  attempts: number;
  failed: number;
  /** Places (a service in a region) by status. */
  places: Record<SliceStatus, number>;
}

export const trafficOf = ({ services }: Pick<LiveView, 'services'>): Traffic => {
  const places: Traffic['places'] = { no_data: 0, ok: 0, degraded: 0, failing: 0 };
  for (const region of services.flatMap((service) => service.regions)) places[region.status] += 1;
  return {
    attempts: services.reduce((sum, service) => sum + attemptsOf(service), 0),
    failed: services.reduce((sum, service) => sum + service.failed, 0),
    places,
  };
};
