import type { Money } from '@rollcall/shared';
import type { Customers } from '../directory/customers.js';

/** Amounts are added in ten-thousandths, so that cents never drift. */
const parts = 10_000;

/**
 * Monthly revenue of the affected, per currency, counted where the invoice goes: a customer billed
 * through a reseller counts as that reseller's invoice, once however many of its customers are
 * affected. A reseller that states no revenue of its own stands for the sum of those customers'.
 *
 * @param affected by customer number: 0 for those that are not
 */
export const sumRevenue = (customers: Customers, affected: Uint8Array): Money[] => {
  const totals = new Map<string, number>();
  const payers = new Set<number>();
  const add = (money: Money | null | undefined): void => {
    if (!money) return;
    const total = totals.get(money.currency) ?? 0;
    totals.set(money.currency, total + Math.round(money.amount * parts));
  };
  for (let customer = 0; customer < affected.length; customer++) {
    if (affected[customer] === 0 || !customers.isKnown(customer)) continue;
    const facts = customers.now(customer);
    const through = facts.billedThrough ? customers.find(facts.billedThrough) : -1;
    const invoice = through >= 0 ? customers.now(through).monthlyRevenue : undefined;
    if (through < 0 || !invoice) {
      if (!payers.has(customer)) add(facts.monthlyRevenue);
      payers.add(customer);
    } else if (!payers.has(through)) {
      payers.add(through);
      add(invoice);
    }
  }
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => ({ currency, amount: amount / parts }));
};
