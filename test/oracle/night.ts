import type { ImpactFilter, Scope } from '@rollcall/shared';
import { happeningsOf, type Cast } from '../simulate/happenings.js';
import { directoryEntry, householdsOf, identityOf, tagOf } from '../simulate/households.js';
import { spoken, timeOf } from '../simulate/times.js';
import type { World } from '../simulate/world.js';
import { ToldDirectory } from './directory.js';
import type { Question } from './impact.js';
import type { Trial } from './trial.js';

/** A simulated night as the oracle reads it: what arrived, who is who, and what to ask. */

/** From the scenario's time to the server's. */
export type Shift = (at: number) => number;

/** What the directory is told of a town, read as the oracle reads it. */
export const directoryOf = (cast: Cast, shift: Shift, putAt: number): ToldDirectory => {
  const { world, id, seed, people } = cast;
  const now = shift(world.from);
  const entries = [...householdsOf(world, tagOf(id, seed), people)].flatMap(
    (household) => directoryEntry(world, household, now) ?? [],
  );
  return new ToldDirectory(entries.map((body) => ({ body, putAt })));
};

/** Every attempt of the night that arrived. */
export const trialsOfNight = (cast: Cast, directory: ToldDirectory, shift: Shift): Trial[] => {
  const { services, regions, channels } = cast.world;
  const trials: Trial[] = [];
  for (const happening of happeningsOf(cast)) {
    if (happening.kind !== 'attempt' || happening.silent) continue;
    const { person, slice, outcome } = happening;
    const channel = channels[slice.channel].id;
    const identity = identityOf(person, channel);
    const user = directory.userOf(identity) ?? identity;
    const at = shift(happening.at);
    const customer = directory.payerOf(user, at);
    trials.push({
      service: services[slice.service].id,
      region: regions[slice.region].id,
      channel,
      at,
      outcome,
      user,
      customer,
      type: customer === undefined ? undefined : directory.typeOf(customer, at),
      stage: customer === undefined ? undefined : directory.stageOf(customer, at),
    });
  }
  return trials;
};

export interface NightQuestion {
  title: string;
  asked: Pick<Question, 'scope' | 'onset'> & { resolvedAt: number };
}

/**
 * The first incident's scope as it stood at several times, and everything at the end. All of them have ended,
 * so that no answer depends on when it is given.
 *
 * @param times left out: a quarter, half and three quarters of the incident, and its end
 */
export const questionsOf = (
  world: World,
  times: string[] | undefined,
  shift: Shift,
): NightQuestion[] => {
  const incident = world.scenario.incidents.at(0);
  const when = (time: string): number => world.midnight + timeOf(time)!;
  const asOf = (title: string, scope: Scope, onset: number, end: number): NightQuestion => ({
    title,
    asked: { scope, onset: shift(onset), resolvedAt: shift(end) },
  });
  const everything = asOf('Everything, all the time', {}, world.from, world.to - 1);
  if (!incident) return [everything];
  const onset = when(incident.onset);
  const over = incident.resolved === undefined ? world.to - 1 : when(incident.resolved);
  const ends = times
    ? times.map((time) => ({ label: time, end: when(time) }))
    : [0.25, 0.5, 0.75, 1].map((part) => {
        const end = Math.round(onset + part * (over - onset));
        return { label: spoken(end, world.offset), end };
      });
  return [
    ...ends.map(({ label, end }) =>
      asOf(`${incident.title}, as of ${label}`, incident.where, onset, end),
    ),
    everything,
  ];
};

/** Every slice, every margin, every type and stage, and some of both. */
export const filtersOf = ({ services, regions, channels }: World): ImpactFilter[] => {
  const [service] = services;
  return [
    {},
    ...services.map(({ id }) => ({ service: id })),
    ...regions.map(({ id }) => ({ region: id })),
    ...channels.map(({ id }) => ({ channel: id })),
    ...regions.flatMap(({ id: region }) =>
      service.channels.map((c) => ({ service: service.id, region, channel: channels[c].id })),
    ),
    ...(['consumer', 'business', 'reseller', 'internal', 'unknown'] as const).map((type) => ({
      type,
    })),
    ...(['registered', 'buyer', 'subscriber', 'former', 'unknown'] as const).map((stage) => ({
      stage,
    })),
    { type: 'business', region: regions[0].id },
    { type: 'consumer', channel: channels[0].id, stage: 'subscriber' },
    { type: ['consumer', 'business'], region: regions.slice(0, 2).map(({ id }) => id) },
  ];
};
