import type { Service } from '@rollcall/shared';
import type { Random } from '../people/random.js';
import { between } from './chance.js';
import type { Slice } from './rehearsal.js';

/** A town of the suite: who uses what, how often, and how often that fails on an ordinary day. */

/** A slice and its ordinary life. */
export interface Place extends Slice {
  /** Tries a second, the week's mean. */
  rate: number;
  /** Share of tries that fails on an ordinary day. */
  share: number;
  /** How many people use it. */
  people: number;
  /** Their time of day, hours ahead of UTC. */
  ahead: number;
  /** How much more they do in the evening than at night: the logarithm of the ratio, halved. */
  swing: number;
  /** What the weekend does to it. */
  weekend: number;
}

export interface Town {
  places: Place[];
  services: Service[];
}

export interface TownOptions {
  services?: number;
  regions?: number;
  channels?: number;
  /** Tries a second of a slice: from, to. */
  rates?: [number, number];
  /** A service that all others depend on, and that nobody calls directly. */
  upstream?: boolean;
  /** Objectives are kept: nothing fails more often than they allow. Else, of one town in five, they aren't. */
  kept?: boolean;
}

const serviceNames = ['play', 'pay', 'browse', 'search', 'account', 'rate'];
const regionNames = ['DE', 'US', 'BR', 'JP', 'IN', 'ZA'];
const channelNames = ['tv', 'web', 'ios', 'android'];
const objectives = [0.99, 0.995, 0.999, 0.999, 0.9995];
const upstreamName = 'login';

const service = (id: string, objective: number, dependencies: string[]): Service => ({
  id,
  name: id,
  latencyTargetMs: 1_000,
  objective,
  dependencies,
  affectedRule: { failures: 1 },
  funnel: null,
});

/** Makes up a town. */
export const townOf = (random: Random, options: TownOptions = {}): Town => {
  const services = serviceNames.slice(0, options.services ?? random.int(1, 3));
  const regions = random.shuffled(regionNames).slice(0, options.regions ?? random.int(1, 3));
  const channels = random.shuffled(channelNames).slice(0, options.channels ?? random.int(1, 3));
  const wishful = !options.kept && random.chance(0.2);
  const described = services.map((id) =>
    service(id, random.pick(objectives), options.upstream ? [upstreamName] : []),
  );
  const [low, high] = options.rates ?? [0.01, 3];
  const places = described.flatMap(({ id, objective }) => {
    const allowed = 1 - objective;
    const share = allowed * (wishful ? between(random, 1, 4) : between(random, 0.05, 0.6));
    return regions.flatMap((region) => {
      const ahead = random.int(-8, 9);
      const weekend = between(random, 0.4, 1.4);
      return channels.map((channel): Place => {
        const rate = between(random, low, high);
        const people = Math.max(60, Math.round(rate * between(random, 1_000, 10_000)));
        return {
          service: id,
          region,
          channel,
          rate,
          share: Math.min(0.02, share * between(random, 0.6, 1.6)),
          people,
          ahead,
          swing: 0.4 + 0.8 * random.next(),
          weekend,
        };
      });
    });
  });
  return {
    places,
    services: options.upstream ? [...described, service(upstreamName, 0.999, [])] : described,
  };
};

const hour = 3_600_000;

/** Tries a second at a time, before noise: evenings are busy, nights are not, weekends differ. */
export const rhythmOf = ({ rate, ahead, swing, weekend }: Place, at: number): number => {
  const local = at + ahead * hour;
  const time = (local / hour) % 24;
  // 1 January 1970 was a Thursday
  const day = Math.floor(local / (24 * hour) + 4) % 7;
  const daily = Math.exp(swing * Math.cos(((time - 20) / 12) * Math.PI) - swing ** 2 / 4);
  return rate * daily * (day === 0 || day === 6 ? weekend : 1);
};
