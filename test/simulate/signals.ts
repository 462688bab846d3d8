import type { Signal } from '@rollcall/shared';
import type { Happening } from './happening.js';
import { identityOf } from './households.js';
import type { World } from './world.js';

/** What arrives of what happened; undefined: nothing does. `at` is for the server's clock. */
export const signalOf = (world: World, happening: Happening, at: number): Signal | undefined => {
  if (happening.kind === 'told') return { ...happening.signal, at };
  const { person, slice } = happening;
  const channel = world.channels[slice.channel].id;
  const place = {
    service: world.services[slice.service].id,
    region: world.regions[slice.region].id,
    channel,
  };
  switch (happening.kind) {
    case 'attempt': {
      const { silent, outcome, latencyMs } = happening;
      if (silent) return undefined;
      const user = identityOf(person, channel);
      return { kind: 'interaction', at, ...place, user, outcome, latencyMs };
    }
    case 'rating': {
      const { scale, score, comment } = happening;
      return {
        kind: 'rating',
        at,
        ...place,
        user: person.id,
        scale,
        score,
        ...(comment !== undefined && { comment }),
      };
    }
    case 'contact': {
      // the help desk knows people by their address
      const user = person.known ? `${person.id}@example.com` : person.id;
      const { via, sentiment } = happening;
      return { kind: 'contact', at, ...place, user, via, topic: 'it does not work', sentiment };
    }
  }
};
