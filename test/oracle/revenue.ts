import type { Money } from '@rollcall/shared';
import type { ToldDirectory } from './directory.js';

/** What the payers of these customers pay a month, every payer once, per currency. */
export const revenueOf = (customers: string[], directory: ToldDirectory): Money[] => {
  const invoices = new Map<string, Money>();
  for (const customer of customers) {
    const invoice = directory.invoiceFor(customer);
    if (invoice) invoices.set(invoice.payer, invoice.money);
  }
  const cents = new Map<string, number>();
  for (const { amount, currency } of invoices.values())
    cents.set(currency, (cents.get(currency) ?? 0) + Math.round(amount * 100));
  return [...cents]
    .filter(([, sum]) => sum > 0)
    .map(([currency, sum]) => ({ currency, amount: sum / 100 }))
    .sort((a, b) => a.currency.localeCompare(b.currency));
};
