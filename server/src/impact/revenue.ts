import type { Money } from '@rollcall/shared';
import { amountParts, type Customers } from '../directory/customers.js';

/**
 * Monthly revenue of the affected, per currency, counted where the invoice goes: a customer billed
 * through a reseller counts as that reseller's invoice, once however many of its customers are
 * affected. A reseller that states no revenue of its own stands for the sum of those customers'.
 *
 * @param affected by customer number: 0 for those that are not
 */
export const sumRevenue = (customers: Customers, affected: Uint8Array): Money[] => {
  /** By currency; undefined: nobody pays in it. */
  const totals: (number | undefined)[] = [];
  const counted = new Uint8Array(customers.size);
  for (let customer = 0; customer < affected.length; customer++) {
    if (affected[customer] === 0) continue;
    const payer = customers.payerOf(customer);
    const invoice = payer >= 0 && customers.currencyOf(payer) >= 0 ? payer : customer;
    const currency = customers.currencyOf(invoice);
    if (currency < 0 || counted[invoice] === 1) continue;
    counted[invoice] = 1;
    totals[currency] = (totals[currency] ?? 0) + customers.amountOf(invoice);
  }
  return totals
    .flatMap((amount, currency) =>
      amount === undefined
        ? []
        : [{ currency: customers.currencyName(currency), amount: amount / amountParts }],
    )
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
};
