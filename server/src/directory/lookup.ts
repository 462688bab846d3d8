import type { People } from './people.js';

/** Someone a query may mean: a user, a customer, or both. −1 stands for none. */
export interface Match {
  user: number;
  customer: number;
}

const mostMatches = 10;

const textsOf = (contact: unknown): string[] => {
  if (typeof contact === 'string') return [contact];
  if (typeof contact !== 'object' || contact === null) return [];
  return Object.values(contact).filter((value): value is string => typeof value === 'string');
};

/**
 * Finds whom a query means: an identity or a customer id to the letter, else customers whose name
 * or contact matches, exact ones first.
 *
 * @param customerOf the customer a user belongs to now, or −1
 */
export const findMatches = (
  people: People,
  query: string,
  customerOf: (identity: number) => number,
): Match[] => {
  const identity = people.findIdentity(query);
  if (identity >= 0) return [{ user: people.userOf(identity), customer: customerOf(identity) }];
  const customer = people.customers.find(query);
  if (customer >= 0) return [{ user: -1, customer }];
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const exact: Match[] = [];
  const partial: Match[] = [];
  for (const each of people.customers.all()) {
    const { name, contact } = people.customers.now(each);
    const texts = [...(name ? [name] : []), ...textsOf(contact)].map((text) => text.toLowerCase());
    if (texts.includes(wanted)) exact.push({ user: -1, customer: each });
    else if (partial.length < mostMatches && texts.some((text) => text.includes(wanted))) {
      partial.push({ user: -1, customer: each });
    }
    if (exact.length >= mostMatches) break;
  }
  return [...exact, ...partial].slice(0, mostMatches);
};
