import { stageNames, typeNames, type Customers } from '../directory/customers.js';
import type { Stratum } from './matched.js';

/** Who is watched after an outage: affected customers, and others who were there and are alike. */

/** One kind of customers, by id: those affected, and those not. */
export interface CohortStratum {
  key: string;
  affected: string[];
  unaffected: string[];
}

/** Customers watched of each group at the most: enough for a percent, few enough to keep. */
export const mostWatched = 10_000;

const day = 86_400_000;

const tenureBand = (since: number | null | undefined, onset: number): string => {
  if (since === null || since === undefined) return 'unknown';
  const days = (onset - since) / day;
  return days < 90 ? 'new' : days < 365 ? 'first year' : 'longer';
};

/** @param days on which the customer was seen in the four weeks before */
const activityBand = (days: number): string =>
  days === 0 ? '0' : days <= 2 ? '1–2' : days <= 7 ? '3–7' : days <= 14 ? '8–14' : '15+';

/** What customers have to have in common to be compared. */
export const stratumOf = (
  customers: Customers,
  customer: number,
  onset: number,
  activeDays: number,
): string =>
  [
    typeNames[customers.typeAt(customer, onset)],
    stageNames[customers.stageAt(customer, onset)],
    tenureBand(customers.now(customer).since, onset),
    activityBand(activeDays),
  ].join(' · ');

/** FNV-1a over an id: who is watched, where not all can be, is fair and always the same. */
const draw = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};

const sampled = (ids: string[], most: number): string[] =>
  ids.length <= most ? ids : ids.sort((a, b) => draw(a) - draw(b)).slice(0, most);

/**
 * Groups customers into strata; of too many a fair part is taken of each group.
 * @param keyOf a customer's stratum
 */
export const cohortOf = (
  affected: Iterable<number>,
  unaffected: Iterable<number>,
  customers: Customers,
  keyOf: (customer: number) => string,
): CohortStratum[] => {
  const strata = new Map<string, CohortStratum>();
  const put = (group: 'affected' | 'unaffected', from: Iterable<number>): void => {
    const ids = sampled(
      Array.from(from, (customer) => customers.id(customer)),
      mostWatched,
    );
    for (const id of ids) {
      const key = keyOf(customers.find(id));
      let stratum = strata.get(key);
      if (!stratum) strata.set(key, (stratum = { key, affected: [], unaffected: [] }));
      stratum[group].push(id);
    }
  };
  put('affected', affected);
  put('unaffected', unaffected);
  return [...strata.values()];
};

/** How many of each stratum were seen again. @param seen customer ids */
export const countBack = (
  cohort: readonly CohortStratum[],
  seen: (id: string) => boolean,
): Stratum[] =>
  cohort.map(({ affected, unaffected }) => ({
    affected: affected.length,
    affectedBack: affected.filter(seen).length,
    unaffected: unaffected.length,
    unaffectedBack: unaffected.filter(seen).length,
  }));
