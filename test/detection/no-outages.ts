import { between } from './chance.js';
import { everywhere, is } from './outages.js';
import { day, hour, minute, noOutage, type Scenario, second, staged } from './scenario.js';
import { type Place, townOf } from './town.js';

/** What looks like an outage and is none: nothing is to be opened. */

const busy = { regions: 3, channels: 2, services: 2, rates: [1, 8] as [number, number] };

/** So many times the allowed failures of an hour no workbook pages anyone for; 14.4 it would. */
const atMost = 5;

/** Share that may fail for a time without burning an hour's budget too fast. */
export const bearable = (allowed: number, lasts: number): number =>
  (atMost * allowed * hour) / lasts;

export const noOutages: readonly Scenario[] = [
  {
    id: 'surge',
    what: 'four to eight times as many people for an hour',
    story: (random) =>
      staged(random, {
        town: townOf(random, busy),
        stepMs: 5 * second,
        ...noOutage({ touches: everywhere, traffic: between(random, 4, 8) }, hour),
      }),
  },
  {
    id: 'deploy-blip',
    what: 'a deploy: 10 to 40 % of one service for 30 to 60 s, and well again',
    story: (random) => {
      const town = townOf(random, busy);
      const { id, objective } = random.pick(town.services);
      const touches = ({ service }: Place): boolean => service === id;
      const lasts = random.int(30, 60) * second;
      const share = Math.min(between(random, 0.1, 0.4), bearable(1 - objective, lasts));
      return staged(random, {
        town,
        after: 40 * minute,
        ...noOutage({ touches, share: () => share }, lasts),
      });
    },
  },
  {
    id: 'weekend',
    what: 'a weekend with a third of the people',
    story: (random) => {
      const town = townOf(random, busy);
      for (const place of town.places) place.weekend = between(random, 0.2, 0.5);
      const plan = noOutage({ touches: everywhere }, 3 * day);
      return staged(random, { town, before: 8 * day, stepMs: minute, ...plan });
    },
  },
  {
    id: 'holiday',
    what: 'a holiday in one region: a tenth to a third of its people, all day',
    story: (random) => {
      const town = townOf(random, busy);
      const { region: own } = random.pick(town.places);
      const touches = ({ region }: Place): boolean => region === own;
      const traffic = between(random, 0.1, 0.33);
      const plan = noOutage({ touches, traffic }, day);
      return staged(random, { town, before: 8 * day, stepMs: 30 * second, ...plan });
    },
  },
  {
    id: 'wrong-clocks',
    what: 'a third of the clocks is wrong by up to 5 minutes, all goes well',
    story: (random) =>
      staged(random, {
        town: townOf(random, busy),
        habits: { skewed: { share: 0.33, mostS: 300 } },
        stepMs: 10 * second,
        ...noOutage({ touches: everywhere }, 6 * hour),
      }),
  },
  {
    id: 'retry-storm',
    what: 'three that never get through, and try 20 times a second',
    story: (random) => {
      const town = townOf(random, { ...busy, rates: [0.05, 3] });
      const one = random.pick(town.places);
      const touches = (place: Place): boolean => place === one;
      const plan = noOutage({ touches, bots: { rate: 20, many: 3 } }, 30 * minute);
      return staged(random, { town, ...plan });
    },
  },
  {
    id: 'quiet-place',
    what: 'one or two tries an hour in each slice, a fortnight',
    story: (random) =>
      staged(random, {
        town: townOf(random, { ...busy, rates: [1 / 3_600, 1 / 1_800] }),
        before: 0,
        stepMs: minute,
        ...noOutage({ touches: everywhere }, 14 * day),
      }),
  },
  {
    id: 'few-again-and-again',
    what: 'one to four of a slice with little traffic try hundreds of times, and never get through',
    story: (random) => {
      const town = townOf(random, { ...busy, rates: [0.01, 0.1] });
      const touches = is(random.pick(town.places));
      const bots = { rate: between(random, 0.2, 2), many: random.int(1, 4) };
      return staged(random, { town, ...noOutage({ touches, bots }, 30 * minute) });
    },
  },
  {
    id: 'usually-bad-calm',
    what: 'a slice of which 5 % fail every day, three days from the first signal on',
    story: (random) => {
      const town = townOf(random, { ...busy, rates: [0.05, 2], kept: true });
      random.pick(town.places).share = 0.05;
      const plan = noOutage({ touches: everywhere }, 3 * day);
      return staged(random, { town, before: 0, stepMs: minute, ...plan });
    },
  },
  {
    id: 'growth',
    what: 'twice as many people overnight, in one region or in all, and they stay',
    story: (random) => {
      const town = townOf(random, busy);
      const { region: own } = random.pick(town.places);
      const all = random.chance(0.5);
      const touches = ({ region }: Place): boolean => all || region === own;
      const plan = noOutage({ touches, traffic: between(random, 1.8, 2.5) }, 2 * day);
      return staged(random, { town, before: 4 * day, hour: 2, stepMs: minute, ...plan });
    },
  },
  {
    id: 'summer-time',
    what: 'the clocks are put forward or back: everybody comes an hour earlier or later, two days',
    story: (random) => {
      const town = townOf(random, busy);
      const shift = random.chance(0.5) ? 1 : -1;
      for (const place of town.places) place.swing = 1.2;
      const plan = noOutage({ touches: everywhere, shift }, 2 * day);
      return staged(random, { town, before: 8 * day, hour: 1, stepMs: minute, ...plan });
    },
  },
  {
    id: 'in-batches',
    what: 'everything arrives a minute at a time',
    story: (random) =>
      staged(random, {
        town: townOf(random, busy),
        habits: { batchMs: minute },
        stepMs: second,
        ...noOutage({ touches: everywhere }, hour),
      }),
  },
];
