import type { Random } from '../people/random.js';
import { between } from './chance.js';
import { day, hour, minute, outage, type Scenario, second, staged } from './scenario.js';
import { type Place, type TownOptions, townOf } from './town.js';

/** Outages that are to be found, each once. */

export const everywhere = (): boolean => true;
export const is =
  (one: Place) =>
  (other: Place): boolean =>
    other === one;

export const busy: TownOptions = {
  regions: 3,
  channels: 2,
  services: 2,
  rates: [1, 8],
  kept: true,
};

const total = (random: Random) => {
  const town = townOf(random, { ...busy, rates: [0.5, 6] });
  const plan = outage(is(random.pick(town.places)), 3 * minute, 1, 50);
  return staged(random, { town, stepMs: second / 4, ...plan });
};

export const outages: readonly Scenario[] = [
  { id: 'total', what: 'one slice fails entirely, 50 tries/s', story: total },
  {
    id: 'partial-regional',
    what: 'a fifth to half of one service in one region, half an hour',
    story: (random) => {
      const town = townOf(random, busy);
      const { service, region } = random.pick(town.places);
      const touches = (place: Place): boolean =>
        place.service === service && place.region === region;
      return staged(random, {
        town,
        ...outage(touches, 30 * minute, between(random, 0.2, 0.5)),
      });
    },
  },
  {
    id: 'one-device',
    what: 'most tries on one channel, whatever the service and region',
    story: (random) => {
      const town = townOf(random, { ...busy, channels: 3 });
      const { channel } = random.pick(town.places);
      const touches = (place: Place): boolean => place.channel === channel;
      return staged(random, {
        town,
        ...outage(touches, 15 * minute, between(random, 0.6, 1)),
      });
    },
  },
  {
    id: 'fast-burn',
    what: '20 to 40 times what the objective allows, 2 hours',
    story: (random) => burning(random, between(random, 20, 40), 2 * hour),
  },
  {
    id: 'slow-burn',
    what: '8 to 12 times what the objective allows, 10 hours',
    story: (random) => burning(random, between(random, 8, 12), 10 * hour),
  },
  {
    id: 'creeping',
    what: 'from nothing to everything within an hour',
    story: (random) => {
      const town = townOf(random, busy);
      const { service } = random.pick(town.places);
      const rise = (since: number): number => Math.min(1, since / hour);
      const touches = (place: Place): boolean => place.service === service;
      return staged(random, { town, stepMs: 5 * second, ...outage(touches, 70 * minute, rise) });
    },
  },
  {
    id: 'flapping',
    what: 'fails for 90 s, goes well for 3 to 5 minutes, six times',
    story: (random) => {
      const town = townOf(random, busy);
      const pause = random.int(3, 5) * minute;
      const round = 90 * second + pause;
      const fails = (since: number): number => (since % round < 90 * second ? 1 : 0);
      return staged(random, { town, ...outage(is(random.pick(town.places)), 6 * round, fails) });
    },
  },
  {
    id: 'low-traffic',
    what: 'everything fails where one tries in half a minute to three, 3 hours',
    story: (random) => {
      const rates: [number, number] = [1 / 180, 1 / 30];
      const town = townOf(random, { ...busy, rates });
      return staged(random, {
        town,
        before: 3 * day,
        stepMs: 5 * second,
        after: 30 * minute,
        ...outage(is(random.pick(town.places)), 3 * hour, 1),
      });
    },
  },
  {
    id: 'clock-skew',
    what: 'a third of the clocks is wrong by up to 5 minutes, and one slice fails entirely',
    story: (random) => {
      const town = townOf(random, busy);
      return staged(random, {
        town,
        habits: { skewed: { share: 0.33, mostS: 300 } },
        ...outage(is(random.pick(town.places)), 10 * minute, between(random, 0.9, 1), 10),
      });
    },
  },
  {
    id: 'upstream',
    what: 'four services fail within a minute, since what they depend on does',
    story: (random) => {
      const town = townOf(random, { ...busy, services: 4, upstream: true });
      const lag = new Map(town.services.map(({ id }) => [id, random.int(0, 60) * second]));
      const first = Math.min(...town.places.map(({ service }) => lag.get(service)!));
      const lasts = 10 * minute;
      const share = between(random, 0.6, 1);
      return staged(random, {
        town,
        lasts,
        changes: (onset) =>
          town.services.map(({ id }) => ({
            from: onset + lag.get(id)! - first,
            to: onset + lasts,
            touches: ({ service }) => service === id,
            share: () => share,
          })),
        labels: (onset) => [{ kind: 'incident', onset, end: onset + lasts, touches: everywhere }],
      });
    },
  },
  {
    id: 'everything',
    what: 'everything fails everywhere',
    story: (random) => {
      const town = townOf(random, busy);
      const plan = outage(everywhere, 5 * minute, between(random, 0.9, 1));
      return staged(random, { town, stepMs: second / 4, ...plan });
    },
  },
  {
    id: 'two-at-once',
    what: 'two unrelated services fail in different places, an hour apart',
    story: (random) => {
      const town = townOf(random, { ...busy, rates: [2, 8] });
      const one = random.pick(town.places);
      const others = town.places.filter(
        ({ service, region, channel }) =>
          service !== one.service && region !== one.region && channel !== one.channel,
      );
      const other = random.pick(others);
      const a = outage(is(one), 80 * minute, between(random, 0.5, 1));
      const b = outage(is(other), 10 * minute, between(random, 0.5, 1));
      return staged(random, {
        town,
        stepMs: 2 * second,
        lasts: 80 * minute,
        changes: (onset) => [...a.changes(onset), ...b.changes(onset + hour)],
        labels: (onset) => [...a.labels(onset), ...b.labels(onset + hour)],
      });
    },
  },
  {
    id: 'nobody-gets-through',
    what: 'the people of one slice can send nothing at all, 40 minutes',
    story: (random) => {
      const town = townOf(random, { ...busy, regions: 3, channels: 3, services: 1 });
      const lasts = 40 * minute;
      const touches = is(random.pick(town.places));
      return staged(random, {
        town,
        before: 8 * day,
        lasts,
        stepMs: 5 * second,
        changes: (onset) => [{ from: onset, to: onset + lasts, touches, traffic: 0 }],
        labels: (onset) => [{ kind: 'incident', onset, end: onset + lasts, touches }],
      });
    },
  },
  {
    id: 'blind',
    what: 'no signals arrive from anywhere, 15 minutes',
    story: (random) => {
      const town = townOf(random, busy);
      const lasts = 15 * minute;
      return staged(random, {
        town,
        lasts,
        changes: (onset) => [{ from: onset, to: onset + lasts, touches: everywhere, traffic: 0 }],
        labels: (onset) => [{ kind: 'blind', onset, end: onset + lasts, touches: everywhere }],
      });
    },
  },
  {
    id: 'blind-source',
    what: 'what brings the signals of most regions stands still, 15 minutes',
    story: (random) => {
      const town = townOf(random, { ...busy, regions: 4 });
      const [left] = random.shuffled(town.places.map(({ region }) => region));
      const touches = ({ region }: Place): boolean => region !== left;
      const lasts = 15 * minute;
      return staged(random, {
        town,
        lasts,
        changes: (onset) => [{ from: onset, to: onset + lasts, touches, traffic: 0 }],
        labels: (onset) => [{ kind: 'blind', onset, end: onset + lasts, touches }],
      });
    },
  },
];

/** One service fails so many times as often as allowed, everywhere. */
function burning(random: Random, times: number, lasts: number) {
  const town = townOf(random, busy);
  const { id, objective } = random.pick(town.services);
  const touches = ({ service }: Place): boolean => service === id;
  const share = Math.min(0.5, times * (1 - objective));
  return staged(random, { town, stepMs: 10 * second, ...outage(touches, lasts, share) });
}
