import type { CustomerFacts } from './customer-facts.js';

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * What is known of each customer now, field by field: of two statements the one with the later date
 * holds; an undated one is dated by when it was made, the first from ever.
 */
export class CurrentFacts {
  private readonly facts: (CustomerFacts | undefined)[] = [];
  /** The date a field holds from, where that was not the first word on it, or was dated. */
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
    for (const [field, value] of Object.entries(said)) {
      if (value === undefined) continue;
      const before = merged[field];
      // what only repeats what holds is no news
      if (from === undefined && before !== undefined && isSame(before, value)) continue;
      const date = from ?? (before === undefined ? -Infinity : statedAt);
      const since = dates?.get(field) ?? -Infinity;
      if (before !== undefined && date < since) continue;
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
