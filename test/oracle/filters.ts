import type { ImpactFilter } from '@rollcall/shared';
import { channels, regions, services } from '../people/places.js';

/** The filters under which the product's numbers have to equal the oracle's, each with a name to fail by. */
const list: ImpactFilter[] = [
  {},
  ...services.map((service) => ({ service })),
  ...[...regions, 'unknown'].map((region) => ({ region })),
  ...[...channels, 'unknown'].map((channel) => ({ channel })),
  // single slices; the third is where someone who failed on TV in the US and on the web in Canada is no case
  { service: 'play', region: 'US', channel: 'tv' },
  { service: 'play', region: 'CA', channel: 'web' },
  { service: 'play', region: 'CA', channel: 'tv' },
  { region: 'CA', channel: 'tv' },
  { service: 'pay', region: 'US' },
  { service: 'search', region: 'GB', channel: 'web' },
  // several values widen
  { region: ['US', 'CA'] },
  { region: ['US', 'CA'], channel: ['tv', 'web'] },
  { service: ['play', 'pay'], channel: ['ios', 'android'] },
  // who they are
  ...(['consumer', 'business', 'reseller', 'internal', 'unknown'] as const).map((type) => ({
    type,
  })),
  ...(['visitor', 'registered', 'buyer', 'subscriber', 'former', 'unknown'] as const).map(
    (stage) => ({ stage }),
  ),
  { type: ['consumer', 'business'] },
  { stage: ['buyer', 'subscriber'] },
  { type: ['internal', 'business'], channel: 'web' },
  // both at once
  { type: 'consumer', stage: 'subscriber' },
  { type: 'consumer', region: 'CA', channel: 'tv' },
  { type: 'business', service: 'play', region: ['US', 'CA'] },
  { stage: 'former', channel: 'web' },
  { type: 'unknown', region: 'US' },
  // since when, in which language, for how much, how deep
  ...(['true', 'false', 'unknown'] as const).map((young) => ({ new: young })),
  ...['de', 'en', 'fr-ca', 'unknown', 'xx'].map((language) => ({ language })),
  { currency: 'EUR' },
  { currency: 'USD', revenueMax: 10 },
  { currency: 'USD', revenueMin: 10, revenueMax: 500 },
  { currency: 'EUR', revenueMin: 500 },
  ...(['touched', 'impaired', 'down'] as const).map((depth) => ({ depth })),
  { depth: 'down', type: 'business' },
  { depth: ['touched', 'impaired'], service: 'play', region: 'US' },
  { depth: 'impaired', service: 'search' },
  { new: 'true', language: ['de', 'en'], stage: 'subscriber', channel: 'web' },
  { currency: 'EUR', revenueMin: 100, depth: 'touched', type: ['business', 'reseller'] },
  // nothing there
  { service: 'nothing' },
  { region: 'JP', channel: 'tv', type: 'reseller', stage: 'visitor' },
];

export const filters: Record<string, ImpactFilter> = Object.fromEntries(
  list.map((filter) => [
    Object.entries(filter)
      .map(([field, value]) => `${field}=${[value].flat().join('|')}`)
      .join(' ') || 'all',
    filter,
  ]),
);
