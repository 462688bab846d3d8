import type { Cast } from '../simulate/happenings.js';
import { ordinaryWeek } from '../simulate/ordinary.js';
import { day, hour, timeOf } from '../simulate/times.js';
import type { World } from '../simulate/world.js';
import { FirstFailures, lived, slicesOf, stepMs, type Visits } from './visits.js';

/** What is asked of an estimator: the server's `SilentQuestion`. */
export interface Question {
  steps: number;
  onset: number;
  inScope: (slice: number) => boolean;
  unaffected: (slice: number) => boolean;
  regionOf: (slice: number) => number;
  weeks: readonly Visits[];
  today: Visits;
  panelShare: number;
}
export type Estimate = { estimate: number; low: number; high: number } | null;
export type Estimator = (question: Question) => Estimate;

/** An incident as an estimator sees it, and when it is asked. */
export interface Scene {
  onset: number;
  /** Epoch ms. */
  asked: number[];
  inScope: (slice: number) => boolean;
}

type Place = { services?: string[]; regions?: string[]; channels?: string[] };

const within = (
  { services, regions, channels }: World,
  where: Place,
): ((slice: number) => boolean) => {
  const has = (list: string[] | undefined, id: string) => list?.includes(id) ?? true;
  const inside = services.flatMap((service) =>
    regions.flatMap((region) =>
      channels.map(
        (channel) =>
          has(where.services, service.id) &&
          has(where.regions, region.id) &&
          has(where.channels, channel.id),
      ),
    ),
  );
  return (slice) => inside[slice];
};

/** How long before the onset visits are read. */
const leadMs = 3 * hour;

/**
 * The scenario's first incident; where it has none, what somebody who cries wolf would open: the second
 * service (or the only one) in the first region, from a quarter of the time on.
 */
export const sceneOf = (world: World, at: string[] | undefined): Scene => {
  const { scenario, services, regions, from, to, midnight } = world;
  const [incident] = scenario.incidents;
  const where: Place = incident?.where ?? {
    services: [services[1]?.id ?? services[0].id],
    regions: [regions[0].id],
  };
  const onset = incident ? midnight + timeOf(incident.onset)! : from + (to - from) / 4;
  const resolved = incident?.resolved === undefined ? to : midnight + timeOf(incident.resolved)!;
  const end = Math.min(resolved, to, onset + 2 * day);
  const times = at?.map((time) => midnight + timeOf(time)!) ?? [
    onset + (end - onset) / 4,
    onset + (end - onset) / 2,
    end,
  ];
  const asked = times.filter((time) => time > onset && time <= to).sort((a, b) => a - b);
  return { onset, asked, inScope: within(world, where) };
};

export interface Answer {
  asked: number;
  /** Truly affected, with or without a word. */
  truth: number;
  /** Of these, those of whom a failure arrived. */
  counted: number;
  silent: Estimate;
  /** Time that the estimator took, ms. */
  tookMs: number;
}

/** One town, four ordinary weeks of it and the day in question; what the estimator says, and the truth. */
export const trialOf = (
  cast: Cast,
  scene: Scene,
  estimate: Estimator,
  now: () => number,
): Answer[] => {
  const { world } = cast;
  const { onset, inScope } = scene;
  const from = Math.floor(Math.max(world.from, onset - leadMs) / stepMs) * stepMs;
  const first = new FirstFailures(2 * cast.people + 1_000);
  const today = lived(cast, from, { inScope, onset, first });
  const weeks = [1, 2, 3, 4].map((k) => lived(ordinaryWeek(cast, k), from - k * 7 * day));
  const regionOf = (slice: number) =>
    Math.floor(slice / world.channels.length) % world.regions.length;
  if (slicesOf(world) > 65_535) throw new Error('more slices than fit');
  return scene.asked.map((asked) => {
    const question: Question = {
      steps: Math.floor((asked - from) / stepMs),
      onset: Math.floor((onset - from) / stepMs),
      inScope,
      unaffected: (slice) => !inScope(slice),
      regionOf,
      weeks,
      today,
      panelShare: 1,
    };
    const end = from + question.steps * stepMs;
    const count = (times: Float64Array) => times.reduce((n, at) => n + (at < end ? 1 : 0), 0);
    const started = now();
    const silent = estimate(question);
    return {
      asked,
      truth: count(first.real),
      counted: count(first.arrived),
      silent,
      tookMs: now() - started,
    };
  });
};
