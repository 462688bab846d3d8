import type { CustomerInput } from '@rollcall/shared';
import { hash, type Random, randomFrom } from '../people/random.js';
import { nameOf } from './names.js';
import type { World } from './world.js';
import { day } from './times.js';

/** Who pays for whom: households and companies, one after the other, the same ones for the same seed. */

export interface Person {
  /** Place in the population, from 0. */
  index: number;
  id: string;
  region: number;
  /** Places in the world's list of channels. */
  devices: number[];
  /** The directory knows their other identities. */
  known: boolean;
  newcomer: boolean;
  /** What they pay through; undefined where nobody knows. */
  customer: string | undefined;
  type: string;
  visitsPerDay: number;
  /** The longest they try again at once. */
  patience: number;
  /** Days as a customer. */
  tenure: number;
}

export interface Household {
  customer: Omit<CustomerInput, 'since' | 'users'> | undefined;
  tenure: number;
  people: Person[];
}

/** Short and the same for a scenario and its seed; keeps two populations on one server apart. */
export const tagOf = (scenarioId: string, seed: string): string =>
  hash(`${scenarioId}/${seed}`).toString(36).slice(0, 4);

/** The id that a device sends: the account's where someone is signed in, else its own. */
export const identityOf = (person: Person, channel: string): string =>
  !person.known || channel === 'web' ? person.id : `${channel}-${person.id.slice(2)}`;

export const resellerCount = (people: number): number => Math.max(1, Math.round(people / 4_000));

const kinds = [
  'single',
  'family',
  'business',
  'resold',
  'internal',
  'stranger',
  'newcomer',
] as const;
type Kind = (typeof kinds)[number];

/** Who does not know us yet thinks of us once in a while, against who does: sign-ups are spread over weeks. */
const newcomerActivity = 0.12;

class Town {
  private readonly random: Random;
  private customers = 0;
  private persons = 0;

  constructor(
    private readonly world: World,
    private readonly tag: string,
    private readonly people: number,
  ) {
    this.random = randomFrom(`${tag}/town`);
  }

  get full(): boolean {
    return this.persons >= this.people;
  }

  private region(): number {
    return this.random.weighted(this.world.regions.map(({ share }, i) => [share, i] as const));
  }

  private person(
    of: Pick<Person, 'region' | 'known' | 'newcomer' | 'customer' | 'type' | 'tenure'>,
    activity = 1,
  ): Person {
    const { random, world } = this;
    const index = this.persons++;
    const can = of.newcomer
      ? world.services.filter((service) => service.newcomers).flatMap(({ channels }) => channels)
      : world.channels.map((_, i) => i);
    let devices = can.filter((channel) => random.chance(world.channels[channel].owners));
    if (devices.length === 0)
      devices = [random.weighted(can.map((c) => [world.channels[c].owners, c] as const))];
    // most come seldom, a few all the time
    const eagerness = 0.25 + -Math.log(1 - random.next()) * 0.75;
    return {
      ...of,
      index,
      id: `u-${this.tag}-${index + 1}`,
      devices,
      visitsPerDay: world.scenario.visitsPerDay * eagerness * activity,
      patience: random.int(0, world.scenario.reactions.retries),
    };
  }

  private household(
    size: number,
    customer: Household['customer'],
    region: number,
    activity = 1,
  ): Household {
    const { random } = this;
    const tenure = random.chance(0.12) ? random.int(0, 89) : random.int(90, 2_200);
    const known = customer !== undefined;
    const people = Array.from({ length: size }, () =>
      this.person(
        {
          region,
          known,
          newcomer: false,
          customer: customer?.id,
          type: customer?.type ?? 'unknown',
          tenure,
        },
        activity,
      ),
    );
    return { customer, tenure, people };
  }

  private paying(type: NonNullable<CustomerInput['type']>, region: number, amount: number) {
    const { random, world } = this;
    const { id: regionId, currency, language } = world.regions[region];
    const id = `c-${this.tag}-${++this.customers}`;
    const name = nameOf(random, type === 'consumer' ? 'person' : 'company');
    const contact = { email: `${id}@example.com` };
    return {
      id,
      name,
      type,
      stage: 'subscriber' as CustomerInput['stage'],
      monthlyRevenue: { amount: Math.round(amount * 100) / 100, currency },
      language,
      region: regionId,
      contact,
    };
  }

  private consumers(size: number): Household {
    const { random } = this;
    const region = this.region();
    const stage = random.weighted([
      [90, 'subscriber'],
      [5, 'registered'],
      [2, 'buyer'],
      [3, 'former'],
    ] as const);
    const paying = stage === 'subscriber' || stage === 'buyer';
    const amount = size > 1 ? random.pick([11.99, 15.99]) : random.pick([7.99, 7.99, 11.99]);
    const customer = {
      ...this.paying('consumer', region, amount),
      stage,
      ...(!paying && { monthlyRevenue: null }),
    };
    return this.household(size, customer, region, stage === 'former' ? 0.1 : 1);
  }

  private company(type: 'business' | 'internal', reseller?: Household): Household {
    const { random } = this;
    const region = reseller?.people[0].region ?? this.region();
    const size = random.weighted([
      [75, random.int(2, 12)],
      [22, random.int(12, 40)],
      [3, random.int(60, 160)],
    ] as const);
    const customer = {
      ...this.paying(type, region, size * random.int(6, 20)),
      ...(reseller && { billedThrough: reseller.customer!.id }),
      ...(type === 'internal' && { monthlyRevenue: null }),
    };
    return this.household(size, customer, region);
  }

  reseller(): Household {
    const region = this.region();
    const customer = this.paying('reseller', region, this.random.int(2_000, 40_000));
    return this.household(3, customer, region);
  }

  private loner(newcomer: boolean): Household {
    const region = this.region();
    const of = { region, known: false, newcomer, customer: undefined, type: 'unknown', tenure: 0 };
    return {
      customer: undefined,
      tenure: 0,
      people: [this.person(of, newcomer ? newcomerActivity : 1)],
    };
  }

  next(resellers: Household[]): Household {
    const { random, world } = this;
    const mix = world.scenario.customers;
    const kind = random.weighted<Kind>(
      kinds.map((kind) => [this.possible(kind) ? mix[kind] : 0, kind] as const),
    );
    switch (kind) {
      case 'single':
        return this.consumers(1);
      case 'family':
        return this.consumers(random.int(2, 5));
      case 'business':
        return this.company('business');
      case 'resold':
        return this.company('business', random.pick(resellers));
      case 'internal':
        return this.company('internal');
      case 'stranger':
        return this.loner(false);
      case 'newcomer':
        return this.loner(true);
    }
  }

  private possible(kind: Kind): boolean {
    return kind !== 'newcomer' || this.world.services.some(({ newcomers }) => newcomers);
  }
}

/** As many people as asked for, give or take the last company. */
export function* householdsOf(world: World, tag: string, people: number): Generator<Household> {
  const town = new Town(world, tag, people);
  const resellers: Household[] = [];
  for (let i = 0; i < resellerCount(people); i++) {
    const household = town.reseller();
    resellers.push(household);
    yield household;
  }
  while (!town.full) yield town.next(resellers);
}

/** What the directory is told; `now` is the scenario's beginning on the server's clock. */
export const directoryEntry = (
  world: World,
  household: Household,
  now: number,
): CustomerInput | undefined =>
  household.customer && {
    ...household.customer,
    since: now - household.tenure * day,
    users: household.people.map((person) => ({
      id: person.id,
      aliases: [
        `${person.id}@example.com`,
        ...person.devices
          .map((channel) => identityOf(person, world.channels[channel].id))
          .filter((identity) => identity !== person.id),
      ],
    })),
  };
