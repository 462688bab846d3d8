import { between } from './chance.js';
import { busy, everywhere, is } from './outages.js';
import { hour, minute, outage, type Plan, type Scenario, second, staged } from './scenario.js';
import { type Place, townOf } from './town.js';

/** Outages with something beside them that makes them hard to find, or easy to take for several. */

/** Each of some places fails for a time of its own; all of it is one event. */
const inParts = (
  parts: readonly { touches: (place: Place) => boolean; from: number; lasts: number }[],
  share: number,
): Pick<Plan, 'changes' | 'labels' | 'lasts'> => {
  const lasts = Math.max(...parts.map((part) => part.from + part.lasts));
  const touches = (place: Place): boolean => parts.some((part) => part.touches(place));
  return {
    lasts,
    changes: (onset) =>
      parts.map((part) => ({
        from: onset + part.from,
        to: onset + part.from + part.lasts,
        touches: part.touches,
        share: () => share,
      })),
    labels: (onset) => [{ kind: 'incident', onset, end: onset + lasts, touches }],
  };
};

export const hardOutages: readonly Scenario[] = [
  {
    id: 'night',
    what: 'everything fails in one slice in the hours in which hardly anyone tries, 2 hours',
    story: (random) => {
      const town = townOf(random, { ...busy, rates: [0.05, 0.4] });
      for (const place of town.places) place.swing = 1.2;
      const one = random.pick(town.places);
      return staged(random, {
        town,
        hour: (30 - one.ahead) % 24,
        stepMs: 5 * second,
        after: 30 * minute,
        ...outage(is(one), 2 * hour, 1),
      });
    },
  },
  {
    id: 'usually-bad',
    what: 'where 5 % usually fail, half to all of it fails, half an hour',
    story: (random) => {
      const town = townOf(random, busy);
      const one = random.pick(town.places);
      one.share = 0.05;
      const plan = outage(is(one), 30 * minute, between(random, 0.5, 1));
      return staged(random, { town, before: 50 * hour, ...plan });
    },
  },
  {
    id: 'two-regions',
    what: 'a service fails in one region, and about a minute later in another',
    story: (random) => {
      const town = townOf(random, busy);
      const { service } = random.pick(town.places);
      const regions = random.shuffled([...new Set(town.places.map(({ region }) => region))]);
      const inRegion =
        (i: number) =>
        (place: Place): boolean =>
          place.service === service && place.region === regions[i];
      const apart = random.int(40_000, 90_000);
      const parts = [0, 1].map((i) => ({
        touches: inRegion(i),
        from: i * apart,
        lasts: 15 * minute - i * apart,
      }));
      return staged(random, { town, ...inParts(parts, between(random, 0.6, 1)) });
    },
  },
  {
    id: 'in-a-surge',
    what: 'a third to all of a service fails amid four to eight times as many people',
    story: (random) => {
      const town = townOf(random, { ...busy, rates: [0.5, 3] });
      const { service } = random.pick(town.places);
      const touches = (place: Place): boolean => place.service === service;
      const plan = outage(touches, 10 * minute, between(random, 0.35, 1));
      const traffic = between(random, 4, 8);
      return staged(random, {
        town,
        ...plan,
        changes: (onset) => [
          ...plan.changes(onset),
          { from: onset - 20 * minute, to: onset + 30 * minute, touches: everywhere, traffic },
        ],
      });
    },
  },
  {
    id: 'in-maintenance',
    what: 'it begins in a maintenance of its service and outlasts it: to be seen when that ends',
    story: (random) => {
      const town = townOf(random, busy);
      const { service } = random.pick(town.places);
      const touches = (place: Place): boolean => place.service === service;
      const left = random.int(5, 25) * minute;
      const plan = outage(touches, left + 15 * minute, between(random, 0.6, 1));
      return staged(random, {
        town,
        ...plan,
        planned: (onset) => [
          {
            id: 'mnt-1',
            title: 'Planned',
            scope: { services: [service] },
            from: onset - 10 * minute,
            to: onset + left,
          },
        ],
        labels: (onset) =>
          plan.labels(onset).map((label) => ({ ...label, openFrom: onset + left })),
      });
    },
  },
  {
    id: 'heals-in-parts',
    what: 'six slices fail entirely and get well one after the other, 3 to 8 minutes apart',
    story: (random) => {
      const town = townOf(random, busy);
      const { service } = random.pick(town.places);
      const own = random.shuffled(town.places.filter((place) => place.service === service));
      let lasts = 5 * minute;
      const parts = own.map((place) => {
        const part = { touches: is(place), from: 0, lasts };
        lasts += random.int(3, 8) * minute;
        return part;
      });
      return staged(random, { town, ...inParts(parts, between(random, 0.8, 1)) });
    },
  },
  {
    id: 'new-installation',
    what: 'a slice fails entirely within 2 to 9 minutes of the first signals',
    story: (random) => {
      const town = townOf(random, busy);
      const before = random.int(2, 8) * minute;
      const touches = is(random.pick(town.places));
      return staged(random, {
        town,
        before,
        ...outage(touches, 15 * minute, between(random, 0.8, 1)),
      });
    },
  },
  {
    id: 'with-bots',
    what: 'a part of a service fails while a few elsewhere never get through and never stop',
    story: (random) => {
      const town = townOf(random, busy);
      const one = random.pick(town.places);
      const touches = ({ service, region }: Place): boolean =>
        service === one.service && region === one.region;
      const others = town.places.filter((place) => !touches(place));
      const bots = { rate: between(random, 1, 20), many: random.int(1, 3) };
      const plan = outage(touches, 15 * minute, between(random, 0.4, 1));
      const stormy = is(random.pick(others));
      return staged(random, {
        town,
        ...plan,
        changes: (onset) => [
          ...plan.changes(onset),
          { from: onset - 2 * hour, to: Infinity, touches: stormy, bots },
        ],
      });
    },
  },
];
