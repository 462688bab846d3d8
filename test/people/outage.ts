import { randomFrom } from './random.js';
import { channels, regions, services } from './places.js';
import type { Slice } from './person.js';

/** One piece of an outage: a slice that is broken for a while, for a share of those who try. */
export interface Piece extends Slice {
  from: number;
  until: number;
  share: number;
}

export interface Outage {
  onset: number;
  pieces: Piece[];
  /** Share of attempts that fail anywhere, any time: bad luck, not the outage. */
  background: number;
}

const minute = 60_000;

/**
 * An hour of trouble before `now`: it starts with the television in two countries, spreads, and heals
 * piece by piece; some of it is still broken.
 */
export const outageBefore = (now: number, seed: string): Outage => {
  const random = randomFrom(`${seed}/outage`);
  const onset = now - 60 * minute - 3_217;
  const pieces: Piece[] = [];
  const broken = (
    service: string,
    region: string,
    channel: string,
    from: number,
    to: number,
    share: number,
  ) =>
    pieces.push({
      service,
      region,
      channel,
      from: onset + from * minute,
      until: now - to * minute + random.int(0, 20_000),
      share,
    });

  broken('play', 'US', 'tv', 0, 25, 0.9);
  broken('play', 'CA', 'tv', 1, -10, 0.7);
  broken('play', 'CA', 'web', 8, 14, 0.6);
  broken('play', 'DE', 'web', 10, 30, 0.5);
  broken('pay', 'US', 'web', 15, -10, 0.6);
  broken('pay', 'US', 'ios', 15, 20, 0.4);
  broken('search', 'GB', 'web', 5, -10, 0.7);
  broken('search', 'GB', 'android', 5, 40, 0.7);
  broken('signup', 'unknown', 'web', 20, 35, 0.8);
  // a few more at random, so that no slice is safe by construction
  for (let i = 0; i < 4; i++)
    broken(
      random.pick(services),
      random.pick(regions),
      random.pick(channels),
      random.int(2, 20),
      random.int(12, 30),
      0.3,
    );
  return { onset, pieces, background: 0.004 };
};

/** How likely it is that this goes wrong, here and now. */
export const failureShare = (outage: Outage, slice: Slice, at: number): number =>
  outage.pieces.reduce(
    (worst, piece) =>
      piece.service === slice.service &&
      piece.region === slice.region &&
      piece.channel === slice.channel &&
      piece.from <= at &&
      at < piece.until
        ? Math.max(worst, piece.share)
        : worst,
    outage.background,
  );
