import type { Customers } from '../directory/customers.js';
import { FloatList, IntList } from '../directory/numbers.js';

const none = -1;

/**
 * Customers of whom something failed, by place: in the order of their first failure, so that a tally
 * of them needs no room for all others. Beside each, in columns, where the invoice goes.
 *
 * Size: 24 bytes each, and 4 for each customer there is.
 */
export class FailedCustomers {
  /** Place → customer. */
  readonly list: number[] = [];
  /** Customer → place. */
  private readonly places = new IntList(none);
  /** By place: what the invoice says, and who else gets it (−1: they do). Currency −1: nobody does. */
  private readonly amount = new FloatList(0);
  private readonly currency = new IntList(none);
  private readonly payer = new IntList(none);

  constructor(readonly customers: Customers) {}

  get size(): number {
    return this.list.length;
  }

  /** The customer's place; −1: nothing of theirs failed. */
  find(customer: number): number {
    return this.places.get(customer);
  }

  /** The customer's place, made if there is none; −1 for −1. */
  placeOf(customer: number): number {
    if (customer < 0) return none;
    const known = this.places.get(customer);
    if (known >= 0) return known;
    const place = this.list.push(customer) - 1;
    this.places.set(customer, place);
    this.bill(place);
    return place;
  }

  /** Reads anew where the invoice goes, of a customer and of those who are billed through it. */
  refresh(customer: number): void {
    const place = this.places.get(customer);
    if (place >= 0) this.bill(place);
    for (const each of this.customers.billedThrough(customer)) {
      const theirs = this.places.get(each);
      if (theirs >= 0) this.bill(theirs);
    }
  }

  private bill(place: number): void {
    const { customers } = this;
    const customer = this.list[place];
    const through = customers.payerOf(customer);
    const other = through >= 0 && through !== customer && customers.currencyOf(through) >= 0;
    const invoice = other ? through : customer;
    this.payer.set(place, other ? through : none);
    this.amount.set(place, customers.amountOf(invoice));
    this.currency.set(place, customers.currencyOf(invoice));
  }

  /** By place, in arrays that are good until the next change. */
  get invoices(): { amount: Float64Array; currency: Int32Array; payer: Int32Array } {
    return { amount: this.amount.all, currency: this.currency.all, payer: this.payer.all };
  }
}
