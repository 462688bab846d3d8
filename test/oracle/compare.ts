import type { Impact, ImpactFilter } from '@rollcall/shared';
import type { Truth } from './impact.js';

/** The exact numbers of an impact, in a form in which two of them can be laid side by side. */

type People = Omit<Impact['users'], 'peak'>;

export interface Numbers {
  users: People;
  customers: People;
  unidentified: number;
  revenue: string[];
  coverage: number | null;
  internal?: Impact['internal'];
}

const people = ({ ever, failing, unseen, recovered, of }: People): People => ({
  ever,
  failing,
  unseen,
  recovered,
  of,
});

/** To the cent, zero left out. */
const money = (revenue: Impact['revenue']): string[] =>
  revenue
    .filter(({ amount }) => amount !== 0)
    .map(({ amount, currency }) => `${amount.toFixed(2)} ${currency}`)
    .sort();

export const numbersOf = (from: Impact | Truth, filter: ImpactFilter): Numbers => ({
  users: people(from.users),
  customers: people(from.customers),
  unidentified: from.unidentified,
  revenue: money(from.revenue),
  coverage: from.coverage === null ? null : Number(from.coverage.toFixed(9)),
  ...(filter.type === undefined && filter.stage === undefined && { internal: from.internal }),
});
