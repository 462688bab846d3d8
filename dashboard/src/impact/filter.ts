import type { CustomerType, LiveView, Stage } from '@rollcall/shared';

/** Whom to count: one value of each field at most, as the page's address carries it. */

export const filterFields = ['service', 'region', 'channel', 'type', 'stage'] as const;
export type FilterField = (typeof filterFields)[number];
export type Filter = Partial<Record<FilterField, string>>;

export const filterFrom = (query: Record<string, unknown>): Filter =>
  Object.fromEntries(
    filterFields.flatMap((field) => {
      const value = query[field];
      return typeof value === 'string' && value !== '' ? [[field, value]] : [];
    }),
  );

export const isFiltering = (filter: Filter): boolean => Object.keys(filter).length > 0;

export const filterQuery = (filter: Filter): URLSearchParams => new URLSearchParams(filter);

const types: readonly CustomerType[] = ['consumer', 'business', 'reseller', 'internal', 'unknown'];
const stages: readonly Stage[] = [
  'visitor',
  'registered',
  'buyer',
  'subscriber',
  'former',
  'unknown',
];

const sorted = (values: string[]): string[] =>
  [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b));

/** What can be chosen: what the view knows of, and what was chosen already. */
export const filterChoices = (
  { services }: Pick<LiveView, 'services'>,
  chosen: Filter,
): Record<FilterField, readonly string[]> => {
  const regions = services.flatMap((service) => service.regions);
  const withChosen = (field: FilterField, values: string[]) =>
    sorted([...values, chosen[field] ?? '']);
  return {
    service: withChosen(
      'service',
      services.map(({ id }) => id),
    ),
    region: withChosen(
      'region',
      regions.map(({ region }) => region),
    ),
    channel: withChosen(
      'channel',
      regions.flatMap(({ channels }) => channels.map(({ channel }) => channel)),
    ),
    type: types,
    stage: stages,
  };
};
