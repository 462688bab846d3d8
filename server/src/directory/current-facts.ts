import type { CustomerFacts } from './customers.js';

/**
 * What is known of each customer now, field by field: of two statements the one with the later date
 * holds, and an undated one is dated by when it was made.
 */
export class CurrentFacts {
  private readonly facts: (CustomerFacts | undefined)[] = [];
  /** The date a field holds from, where it was not the very first word, or that was dated. */
  private readonly dates = new Map<number, Map<string, number>>();

  /** Not to be changed. */
  of(customer: number): CustomerFacts {
    return this.facts[customer] ?? {};
  }

  state(
    customer: number,
    said: CustomerFacts,
    statedAt: number,
    from: number | undefined,
  ): CustomerFacts {
    const known = this.facts[customer];
    const merged: Record<string, unknown> = { ...known };
    const dates = this.dates.get(customer);
    const date = from ?? (known ? statedAt : -Infinity);
    for (const [field, value] of Object.entries(said)) {
      if (value === undefined) continue;
      const since = dates?.get(field) ?? -Infinity;
      if (merged[field] !== undefined && date < since) continue;
      merged[field] = value;
      if (date !== -Infinity) this.datesOf(customer).set(field, date);
    }
    this.facts[customer] = merged;
    return merged;
  }

  private datesOf(customer: number): Map<string, number> {
    const known = this.dates.get(customer);
    if (known) return known;
    const made = new Map<string, number>();
    this.dates.set(customer, made);
    return made;
  }
}
