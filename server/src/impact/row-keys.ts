import type { AffectedSort } from '@rollcall/shared';
import { last } from './affected-order.js';
import type { FailedCustomers } from './failed-customers.js';
import { recovered } from './judge.js';
import type { UserShares } from './user-shares.js';

type Key = (row: number) => number;
const zero: Key = () => 0;

/** What rows are sorted by: those below `customers` are customers by place, all others are users. */
interface Sorted {
  customers: number;
  failed: FailedCustomers;
  stateOf: Key;
  shares: () => UserShares;
}

/** The first two numbers a row is sorted by, the smallest first. */
export const rowKeys = (
  sort: AffectedSort,
  { customers, failed, stateOf, shares }: Sorted,
): [Key, Key] => {
  const directory = failed.customers;
  switch (sort) {
    case 'state':
      return [(row) => -stateOf(row), zero];
    case 'waiting':
      return [(row) => (stateOf(row) === recovered ? 1 : 0), zero];
    case 'revenue': {
      const { amount, currency, payer } = failed.invoices;
      const sorted = [...directory.currencyList].sort();
      const ranks = directory.currencyList.map((name) => sorted.indexOf(name));
      const pays = (row: number): boolean =>
        row < customers && payer[row] < 0 && currency[row] >= 0;
      return [
        (row) => (pays(row) ? ranks[currency[row]] : last),
        (row) => (pays(row) ? -amount[row] : 0),
      ];
    }
    case 'tenure': {
      const sinceOf: Key = (row) =>
        row < customers ? directory.sinceOf(failed.list[row]) : Number.NaN;
      return [
        (row) => {
          const since = sinceOf(row);
          return Number.isNaN(since) ? last : since;
        },
        zero,
      ];
    }
    case 'depth': {
      const of = shares();
      return [
        (row) => (row < customers ? -of.shareOf(row) : 0),
        (row) => (row < customers ? -of.affected[row] : 0),
      ];
    }
  }
};
