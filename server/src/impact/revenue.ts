import type { Money } from '@rollcall/shared';
import { amountParts } from '../directory/customers.js';
import type { FailedCustomers } from './failed-customers.js';

/**
 * Monthly revenue of the affected, per currency, counted where the invoice goes: a customer billed
 * through a reseller counts as that reseller's invoice, once however many of its customers are
 * affected. A reseller that states no revenue of its own stands for the sum of those customers'.
 *
 * @param affected by place among `failed`: 0 for those that are not
 */
export const sumRevenue = (failed: FailedCustomers, affected: Uint8Array): Money[] => {
  const { customers } = failed;
  const { amount, currency, payer } = failed.invoices;
  const totals = new Float64Array(customers.currencyList.length);
  const paid = new Uint8Array(totals.length);
  const payers = new Set<number>();
  for (let place = 0; place < affected.length; place++) {
    if (affected[place] === 0 || currency[place] < 0) continue;
    if (payer[place] >= 0) payers.add(payer[place]);
    else {
      paid[currency[place]] = 1;
      totals[currency[place]] += amount[place];
    }
  }
  for (const each of payers) {
    const place = failed.find(each);
    // their own invoice was counted with themselves
    if (place >= 0 && place < affected.length && affected[place] !== 0 && payer[place] < 0)
      continue;
    paid[customers.currencyOf(each)] = 1;
    totals[customers.currencyOf(each)] += customers.amountOf(each);
  }
  return customers.currencyList
    .flatMap((name, number) =>
      paid[number] === 0 ? [] : [{ currency: name, amount: totals[number] / amountParts }],
    )
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
};
