import { depths, type Breakdown, type BreakdownQuery, type ImpactFilter } from '@rollcall/shared';
import { stageNames, typeNames, type Customers } from '../directory/customers.js';
import { filterHas, filterLists } from '../slices/scope.js';
import type { Codes } from './codes.js';

type By = BreakdownQuery['by'];

/** What one group is called, and what picks it beside the question's filter. */
export interface Group {
  key: string;
  filter: ImpactFilter;
}

/** Monthly revenue, in major units, from which each band begins. */
const bandStarts = [0, 10, 100, 1_000, 10_000];

const bandsOf = ({ currencyList }: Customers): Group[] => {
  const bands = [...currencyList].sort().flatMap((currency) =>
    bandStarts.map((revenueMin, i): Group => {
      const revenueMax = bandStarts.at(i + 1);
      const name = revenueMax === undefined ? `${revenueMin}+` : `${revenueMin}–${revenueMax}`;
      return {
        key: `${currency} ${name}`,
        filter: { currency, revenueMin, ...(revenueMax !== undefined && { revenueMax }) },
      };
    }),
  );
  return [...bands, { key: 'unknown', filter: { currency: 'unknown' } }];
};

/** The values of a field, apart from those the filter leaves out. */
const valuesOf = (by: By, codes: Codes, customers: Customers, filter: ImpactFilter): string[] => {
  const lists = filterLists(filter);
  const here = codes.list.filter(({ slice }) => filterHas(lists, slice));
  const known = here.filter(({ type }) => type >= 0);
  switch (by) {
    case 'type':
      // our own people are apart, unless they are asked for
      return known
        .map(({ type }) => typeNames[type])
        .filter((type) => type !== 'internal' || filter.type !== undefined);
    case 'stage':
      return known.map(({ stage }) => stageNames[stage]);
    case 'new':
      return ['true', 'false', 'unknown'];
    case 'language':
      return [...customers.languageList, 'unknown'];
    case 'depth':
      return [...depths];
    case 'service':
    case 'region':
    case 'channel':
      return here.map(({ slice }) => slice[by]);
    case 'revenue':
      return [];
  }
};

const isIn = (given: string | string[] | undefined, value: string): boolean =>
  given === undefined || [given].flat().some((each) => each.toLowerCase() === value.toLowerCase());

/** A band as far as it lies in what the filter asks for; undefined: not at all. */
const narrowed = ({ key, filter: band }: Group, filter: ImpactFilter): Group | undefined => {
  if (filter.currency !== undefined && filter.currency !== band.currency) return undefined;
  const asks = filter.revenueMin !== undefined || filter.revenueMax !== undefined;
  if (band.currency === 'unknown') return asks ? undefined : { key, filter: band };
  const low = Math.max(band.revenueMin ?? 0, filter.revenueMin ?? 0);
  const high = Math.min(band.revenueMax ?? Infinity, filter.revenueMax ?? Infinity);
  if (low >= high) return undefined;
  const top = high === Infinity ? {} : { revenueMax: high };
  return { key, filter: { ...band, revenueMin: low, ...top } };
};

/** The groups of a breakdown under a filter: together, they pick all that it picks. */
export const groupsOf = (
  by: By,
  codes: Codes,
  customers: Customers,
  filter: ImpactFilter,
): Group[] => {
  if (by === 'revenue') return bandsOf(customers).flatMap((band) => narrowed(band, filter) ?? []);
  const values = new Set(valuesOf(by, codes, customers, filter));
  return [...values]
    .filter((value) => isIn(filter[by], value))
    .map((value) => ({ key: value, filter: { [by]: value } }));
};

/** Puts a breakdown together: without empty groups, the most customers first. */
export const inOrder = (groups: Breakdown['groups']): Breakdown['groups'] =>
  groups
    .filter(({ users }) => users.of > 0)
    .sort((a, b) => b.customers.ever - a.customers.ever || b.users.ever - a.users.ever);
