import type { CustomerInput } from '@rollcall/shared';
import type { Attempt } from './person.js';
import { randomFrom, type Random } from './random.js';

/**
 * Little worlds of four identities and three customers in which anything may be said of anybody at any
 * time: tangled enough to meet the corners of the rules, small enough to be understood when one fails.
 */

/** What happens in a world between two looks: first somebody tells the directory, then people try. */
export interface Round {
  told: CustomerInput[];
  /** `at` undefined: now, in the moment it is sent. */
  tried: (Omit<Attempt, 'at'> & { at: number | undefined })[];
}

export interface SmallWorld {
  name: string;
  regions: string[];
  rounds: Round[];
}

const minute = 60_000;
const day = 86_400_000;
/** Clear of the ten minutes that part failing from unseen. */
const moments = [45, 40, 35, 30, 25, 20, 15, 5, 4, 3, 2, 1];

const some = <T>(random: Random, list: T[], share: number): T[] =>
  list.filter(() => random.chance(share));

/** `a` and `b` are users with aliases, `c` and `d` are aliases or users of their own. */
const listed = (random: Random, name: string): NonNullable<CustomerInput['users']> => {
  const free = ['c', 'd'].filter(() => random.chance(0.6)).map((id) => `${name}-${id}`);
  const users = some(random, [`${name}-a`, `${name}-b`], 0.4).map((id) =>
    random.chance(0.5) ? id : { id, aliases: free.splice(0, random.int(0, free.length)) },
  );
  return [...users, ...free];
};

const euros = (amount: number) => ({ amount, currency: 'EUR' });

/** What a world has been told so far, as far as it limits what comes next. */
interface Memory {
  lists: number;
  lastDate: number;
}

/**
 * Lists of users follow their dates: who belongs to whom, told backwards in time, has no one answer. All
 * else may be told in any order of dates.
 */
const dateOf = (random: Random, memory: Memory, lists: boolean, now: number) => {
  const validFrom = random.chance(0.4) ? now - random.pick(moments) * minute : undefined;
  if (!lists) return validFrom;
  const allowed = validFrom !== undefined && validFrom >= memory.lastDate ? validFrom : undefined;
  memory.lastDate = allowed ?? (memory.lists === 0 ? -Infinity : Infinity);
  memory.lists++;
  return allowed;
};

const told = (random: Random, name: string, memory: Memory, now: number): CustomerInput => {
  const maybe = <T extends object>(share: number, part: T): T | object =>
    random.chance(share) ? part : {};
  const lists = random.chance(0.7);
  const validFrom = dateOf(random, memory, lists, now);
  return {
    id: `${name}-${random.pick(['A', 'B', 'C'])}`,
    ...(lists && { users: listed(random, name) }),
    ...maybe(0.6, { type: random.pick(['consumer', 'business', 'internal'] as const) }),
    ...maybe(0.5, { stage: random.pick(['buyer', 'subscriber', 'former'] as const) }),
    ...maybe(0.4, { monthlyRevenue: random.chance(0.2) ? null : euros(random.int(1, 99)) }),
    ...maybe(0.3, { language: random.pick(['de', 'DE', 'en', null]) }),
    ...maybe(0.3, { since: random.pick([null, now - 400 * day, now - 5 * day]) }),
    ...maybe(0.2, { billedThrough: random.chance(0.3) ? null : `${name}-R` }),
    ...(validFrom !== undefined && { validFrom }),
  };
};

const tried = (random: Random, name: string, now: number): Round['tried'][number] => ({
  at: random.chance(0.2) ? undefined : now - random.pick(moments) * minute,
  service: random.pick(['play', 'search']),
  region: random.chance(0.7) ? `${name}-north` : `${name}-south`,
  channel: 'web',
  outcome: random.weighted([
    [5, 'failed'],
    [3, 'ok'],
    [1, 'slow'],
  ] as const),
  identity: `${name}-${random.pick(['a', 'b', 'c', 'd'])}`,
  ...(random.chance(0.25) && { names: `${name}-${random.pick(['A', 'B', 'C', 'ghost', 'R'])}` }),
});

export const smallWorlds = (seed: string, count: number, now: number): SmallWorld[] => {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, i) => {
    const name = `w${i}`;
    const memory: Memory = { lists: 0, lastDate: -Infinity };
    const reseller: CustomerInput = {
      id: `${name}-R`,
      type: 'reseller',
      ...(random.chance(0.5) && { monthlyRevenue: euros(1_000) }),
    };
    const rounds = Array.from({ length: 3 }, (__, n): Round => ({
      told: [
        ...(n === 0 ? [reseller] : []),
        ...Array.from({ length: random.int(0, 2) }, () => told(random, name, memory, now)),
      ],
      tried: Array.from({ length: random.int(0, 5) }, () => tried(random, name, now)),
    }));
    return { name, regions: [`${name}-north`, `${name}-south`], rounds };
  });
};
