import { fail, ok, type ImpactFilter, type Result } from '@rollcall/shared';
import type { Customers } from '../directory/customers.js';

const listed = (names: readonly string[]): string => [...names].sort().join(', ');

const isCurrency = (name: string, customers: Customers): boolean =>
  name === 'unknown' ||
  Intl.supportedValuesOf('currency').includes(name) ||
  customers.currencyList.includes(name);

/**
 * Whether a filter means something: what no shape can say by itself. Amounts of different currencies
 * are never compared, so a revenue needs one where customers pay in several.
 */
export const checkFilter = (filter: ImpactFilter, customers: Customers): Result<ImpactFilter> => {
  const { revenueMin, revenueMax, currency } = filter;
  if (revenueMin !== undefined && revenueMax !== undefined && revenueMax <= revenueMin) {
    return fail('invalid', '"revenueMax" is not more than "revenueMin"', {
      field: 'revenueMax',
      remedy: 'the band is revenueMin ≤ monthly revenue < revenueMax; leave one out for no limit',
    });
  }
  const paidIn = customers.currencyList;
  if (currency !== undefined && !isCurrency(currency, customers)) {
    return fail('invalid', `"${currency}" is no currency that is known`, {
      field: 'currency',
      remedy: `send an ISO 4217 code${paidIn.length > 0 ? `; customers pay in ${listed(paidIn)}` : ''}`,
    });
  }
  const asksRevenue = revenueMin !== undefined || revenueMax !== undefined;
  if (asksRevenue && currency === undefined && paidIn.length > 1) {
    return fail('invalid', '"currency" is missing: customers pay in several', {
      field: 'currency',
      remedy: `send one of ${listed(paidIn)}`,
    });
  }
  return ok(filter);
};
