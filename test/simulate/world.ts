import type { Scenario, Where } from './scenario.js';
import { beginningOf, hour, minute, timeOf } from './times.js';

/** A scenario made ready: names become places in lists, times become epoch milliseconds. */

export interface Curve {
  at: number[];
  value: number[];
}

/** Straight lines between the points; `before` the first, the last value after the last. */
export const valueAt = ({ at, value }: Curve, time: number, before = 0): number => {
  if (time < at[0]) return before;
  for (let i = 1; i < at.length; i++)
    if (time < at[i])
      return value[i - 1] + ((value[i] - value[i - 1]) * (time - at[i - 1])) / (at[i] - at[i - 1]);
  return value[value.length - 1];
};

export interface Phase {
  index: number;
  says: string;
  reach: Curve;
  fails: number;
  silent: number;
  slow: number;
}

export interface Slice {
  service: number;
  region: number;
  channel: number;
}

export interface World {
  scenario: Scenario;
  from: number;
  to: number;
  midnight: number;
  /** What the scenario's clocks show, ahead of UTC, ms. */
  offset: number;
  services: {
    id: string;
    share: number;
    newcomers: boolean;
    /** Whoever got through is a newcomer no more. */
    signsUp: boolean;
    channels: number[];
    targetMs: number;
    more: number;
    everyMs: number;
  }[];
  regions: { id: string; share: number; offset: number; currency: string; language: string }[];
  channels: { id: string; owners: number; weight: number }[];
  phases: Phase[];
  /** By `sliceNumber`: what may go wrong there. */
  phasesAt: Phase[][];
  /** By region: how many times as many come. */
  surgesAt: Curve[][];
}

export const sliceNumber = (
  { regions, channels }: Pick<World, 'regions' | 'channels'>,
  { service, region, channel }: Slice,
): number => (service * regions.length + region) * channels.length + channel;

const includes = (list: string[] | undefined, one: string): boolean => list?.includes(one) ?? true;

export const worldOf = (scenario: Scenario): World => {
  const { at: from, midnight, offset } = beginningOf(scenario.starts)!;
  const curveOf = (points: Record<string, number>): Curve => ({
    at: Object.keys(points).map((key) => midnight + timeOf(key)!),
    value: Object.values(points),
  });
  const channelIds = Object.keys(scenario.channels);
  const services = Object.entries(scenario.services).map(([id, service]) => ({
    id,
    share: service.share,
    newcomers: service.by === 'newcomers',
    signsUp: service.funnel === 'signup',
    channels: (service.on ?? channelIds).map((channel) => channelIds.indexOf(channel)),
    targetMs: service.targetMs,
    more: service.more,
    everyMs: service.every * minute,
  }));
  const regions = Object.entries(scenario.regions).map(([id, region]) => ({
    id,
    ...region,
    offset: region.utcOffset * hour,
  }));
  const channels = Object.entries(scenario.channels).map(([id, channel]) => ({ id, ...channel }));
  const phases = scenario.phases.map((phase, index) => ({
    ...phase,
    index,
    reach: curveOf(phase.reach),
  }));
  const reaches = (where: Where, service: string, region: string, channel: string): boolean =>
    includes(where.services, service) &&
    includes(where.regions, region) &&
    includes(where.channels, channel);
  const phasesAt = services.flatMap((service) =>
    regions.flatMap((region) =>
      channels.map((channel) =>
        phases.filter(({ index }) =>
          reaches(scenario.phases[index].where, service.id, region.id, channel.id),
        ),
      ),
    ),
  );
  const surgesAt = regions.map(({ id }) =>
    scenario.surges
      .filter(({ where }) => includes(where.regions, id))
      .map(({ factor }) => curveOf(factor)),
  );
  const to = from + scenario.hours * hour;
  return {
    scenario,
    from,
    to,
    midnight,
    offset,
    services,
    regions,
    channels,
    phases,
    phasesAt,
    surgesAt,
  };
};

const tendencyOf = (reach: Curve, at: number): string => {
  const [now, soon] = [valueAt(reach, at), valueAt(reach, at + 5 * minute)];
  return soon > now * 1.001 ? 'growing' : soon < now * 0.999 ? 'healing' : 'holding';
};

/** What is going on at this time, in the scenario's words: failures before all else, the gravest first. */
export const newsAt = ({ scenario, phases, midnight }: World, at: number): string => {
  const current = phases
    .map((phase) => ({ phase, reach: valueAt(phase.reach, at) }))
    .filter(({ reach }) => reach > 0)
    .sort((a, b) => b.reach * b.phase.fails - a.reach * a.phase.fails);
  const [gravest] = current;
  if (gravest && gravest.phase.fails > 0) {
    const { says, reach } = gravest.phase;
    return `${says} (${tendencyOf(reach, at)}, ${Math.round(gravest.reach * 100)} % hit)`;
  }
  const surge = scenario.surges.find(({ factor }) => {
    const times = Object.keys(factor).map((key) => midnight + timeOf(key)!);
    return at >= times[0] && at < times[times.length - 1];
  });
  return surge?.says ?? gravest?.phase.says ?? 'calm';
};
