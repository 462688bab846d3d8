import type { ImpactFilter } from '@rollcall/shared';
import { amountParts, type Customers } from '../directory/customers.js';
import type { Picks } from './active.js';

/** A customer is new for this long after its `since`, ms. */
export const newForMs = 90 * 86_400_000;

const asList = <T>(given: T | T[] | undefined): T[] | undefined =>
  given === undefined ? undefined : ([given].flat() as T[]);

const isNew = (since: number, onset: number): 'true' | 'false' | 'unknown' =>
  Number.isNaN(since) ? 'unknown' : since >= onset - newForMs ? 'true' : 'false';

/** What a filter asks of customers beside type and stage, as the directory has them now. */
const termsOf = (filter: ImpactFilter, customers: Customers, onset: number): Picks[] => {
  const { revenueMin, revenueMax, currency } = filter;
  const terms: Picks[] = [];
  const news = asList(filter.new);
  if (news) terms.push((customer) => news.includes(isNew(customers.sinceOf(customer), onset)));
  const languages = asList(filter.language)?.map((language) => language.toLowerCase());
  if (languages) {
    const wanted = new Set(
      languages.map((name) => (name === 'unknown' ? -1 : customers.languageNumber(name))),
    );
    terms.push((customer) => wanted.has(customers.languageOf(customer)));
  }
  const payers = asList(filter.billedThrough);
  if (payers) {
    const wanted = new Set(payers.map((id) => customers.find(id)).filter((payer) => payer >= 0));
    terms.push((customer) => wanted.has(customers.payerOf(customer)));
  }
  if (currency !== undefined) {
    const wanted = currency === 'unknown' ? -1 : customers.currencyNumber(currency);
    terms.push((customer) => customers.currencyOf(customer) === wanted);
  }
  if (revenueMin !== undefined || revenueMax !== undefined) {
    const low = Math.round((revenueMin ?? 0) * amountParts);
    const high = revenueMax === undefined ? Infinity : Math.round(revenueMax * amountParts);
    terms.push((customer) => {
      const amount = customers.amountOf(customer);
      return customers.currencyOf(customer) >= 0 && amount >= low && amount < high;
    });
  }
  return terms;
};

/**
 * Whether a filter picks a customer by what the directory says of it now; undefined: it asks nothing of
 * the kind. Who is not known (−1) is never picked.
 * @param onset of the incident, epoch ms: who was new then
 */
export const customerTerms = (
  filter: ImpactFilter,
  customers: Customers,
  onset: number,
): Picks | undefined => {
  const terms = termsOf(filter, customers, onset);
  if (terms.length === 0) return undefined;
  return (customer) => customer >= 0 && terms.every((picks) => picks(customer));
};
