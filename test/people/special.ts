import type { Outage } from './outage.js';
import type { Party } from './party.js';
import type { Attempt, Person, Slice } from './person.js';

/** A few people whose lives are made up by hand, because chance seldom hits an edge. */

export interface Special {
  parties: Party[];
  people: Person[];
}

const minute = 60_000;
const tvUS: Slice = { service: 'play', region: 'US', channel: 'tv' };
const webCanada: Slice = { service: 'play', region: 'CA', channel: 'web' };

export const specialPeople = (now: number, outage: Outage): Special => {
  const { onset } = outage;
  const lives: Record<string, Omit<Attempt, 'identity'>[]> = {
    // failed on TV in the US and on the web in Canada: no case of TV in Canada
    ann: [
      { ...tvUS, at: onset + minute, outcome: 'failed' },
      { ...webCanada, at: onset + 9 * minute, outcome: 'failed' },
    ],
    // back on the TV, still waiting on the web
    bob: [
      { ...tvUS, at: onset + minute, outcome: 'failed' },
      { ...webCanada, at: onset + 9 * minute, outcome: 'failed' },
      { ...tvUS, at: now - 20 * minute, outcome: 'ok' },
    ],
    // failed a millisecond before it began, and at its first
    cleo: [{ ...tvUS, at: onset - 1, outcome: 'failed' }],
    dan: [{ ...tvUS, at: onset, outcome: 'failed' }],
    // only slow, which is neither harm nor cure
    eve: [{ ...tvUS, at: now - 30 * minute, outcome: 'slow' }],
    finn: [
      { ...tvUS, at: now - 30 * minute, outcome: 'failed' },
      { ...tvUS, at: now - 29 * minute, outcome: 'slow' },
    ],
    // a success at the very moment of the failure is no recovery
    gus: [
      { ...tvUS, at: now - 30 * minute, outcome: 'ok' },
      { ...tvUS, at: now - 30 * minute, outcome: 'failed' },
    ],
    // once on `search` is no harm, twice is, and twice in two places is not
    hal: [
      { service: 'search', region: 'GB', channel: 'web', at: onset + minute, outcome: 'failed' },
    ],
    ida: [
      { service: 'search', region: 'GB', channel: 'web', at: onset + minute, outcome: 'failed' },
      { service: 'search', region: 'GB', channel: 'web', at: onset + minute, outcome: 'failed' },
    ],
    jon: [
      { service: 'search', region: 'GB', channel: 'web', at: onset + minute, outcome: 'failed' },
      { service: 'search', region: 'GB', channel: 'ios', at: onset + minute, outcome: 'failed' },
    ],
  };
  const names = Object.keys(lives);
  const people = names.map((id) => ({
    id,
    attempts: lives[id].map((attempt) => ({ ...attempt, identity: `${id}@example.com` })),
    remarks: [],
  }));
  const parties = names.map((id): Party => ({
    customer: {
      id: `c-${id}`,
      type: 'consumer',
      stage: 'subscriber',
      monthlyRevenue: { amount: 9.99, currency: 'USD' },
    },
    members: [
      {
        id,
        regions: ['US'],
        devices: [{ channel: 'tv', identities: [`${id}@example.com`] }],
        lateAliases: [],
        namings: [],
      },
    ],
    changes: [],
  }));
  return { parties, people };
};
