import type { AffectedResellers, AffectedState, Money } from '@rollcall/shared';
import { amountParts } from '../directory/customers.js';
import type { AffectedRows } from './affected-rows.js';
import { stateNames } from './judge.js';
import type { TallyContext } from './tally-context.js';

const stateName = (state: number): AffectedState => stateNames[state] ?? 'recovered';

/** What those downstream pay, per currency, where their reseller states nothing. */
const sumOf = (customers: readonly number[], { people }: TallyContext): Money[] => {
  const totals = new Map<string, number>();
  for (const customer of customers) {
    const currency = people.customers.currencyOf(customer);
    if (currency < 0) continue;
    const name = people.customers.currencyList[currency];
    totals.set(name, (totals.get(name) ?? 0) + people.customers.amountOf(customer));
  }
  return [...totals]
    .map(([currency, amount]) => ({ currency, amount: amount / amountParts }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
};

/** Everyone to whom the invoice of an affected customer goes; most customers first. */
export const resellersOf = (
  rows: AffectedRows,
  context: TallyContext,
): AffectedResellers['items'] => {
  const { customers } = context.people;
  const downstream = new Map<number, number[]>();
  rows.eachCustomer((row, customer) => {
    const payer = customers.payerOf(customer);
    if (payer < 0 || payer === customer) return;
    const theirs = downstream.get(payer);
    if (theirs) theirs.push(row);
    else downstream.set(payer, [row]);
  });
  return [...downstream]
    .map(([payer, theirs]) => {
      const { name, monthlyRevenue } = customers.now(payer);
      const own = rows.rowOf(payer);
      const states = theirs.map((row) => rows.stateOf(row));
      const ids = theirs.map((row) => rows.customerOf(row));
      return {
        customer: customers.id(payer),
        name: name ?? null,
        state: own < 0 ? null : stateName(rows.stateOf(own)),
        downstream: {
          affected: theirs.length,
          state: stateName(states.reduce((a, b) => Math.max(a, b))),
          of: customers.billedThrough(payer).size,
          users: theirs.reduce((sum, row) => sum + rows.depthOf(row).affected, 0),
        },
        revenue: monthlyRevenue ? [monthlyRevenue] : sumOf(ids, context),
      };
    })
    .sort(
      (a, b) => b.downstream.affected - a.downstream.affected || (a.customer < b.customer ? -1 : 1),
    );
};
