import type { CustomerType, ReviewFacts, Stage } from '@rollcall/shared';
import { stageNames, typeNames, type Customers } from '../directory/customers.js';
import type { AffectedVisit } from '../impact/tally.js';

/** Customers and users of each kind, everyone once. */
class Kinds<K extends string> {
  private readonly found = new Map<K, { customers: Set<number>; users: Set<number> }>();

  add(kind: K, customer: number, user: number): void {
    let known = this.found.get(kind);
    if (!known) this.found.set(kind, (known = { customers: new Set(), users: new Set() }));
    known.users.add(user);
    if (customer >= 0) known.customers.add(customer);
  }

  counts(): { kind: K; customers: number; users: number }[] {
    return [...this.found]
      .map(([kind, { customers, users }]) => ({
        kind,
        customers: customers.size,
        users: users.size,
      }))
      .sort((a, b) => b.customers - a.customers || b.users - a.users);
  }
}

/** Who was affected, by what they were to us when it began. */
export class Who {
  /** Affected customers by number. */
  readonly customers = new Set<number>();
  private readonly types = new Kinds<CustomerType>();
  private readonly stages = new Kinds<Stage>();

  /** @param onset epoch ms */
  constructor(
    private readonly directory: Customers,
    private readonly onset: number,
  ) {}

  add({ user, customer: named, own, below }: AffectedVisit): void {
    if (own) return;
    const customer = below ? -1 : named;
    const known = customer >= 0;
    if (known) this.customers.add(customer);
    const { directory, onset } = this;
    this.types.add(
      known ? typeNames[directory.typeAt(customer, onset)] : 'unknown',
      customer,
      user,
    );
    this.stages.add(
      known ? stageNames[directory.stageAt(customer, onset)] : 'unknown',
      customer,
      user,
    );
  }

  get byType(): ReviewFacts['byType'] {
    return this.types.counts().map(({ kind: type, ...counts }) => ({ type, ...counts }));
  }

  get byStage(): ReviewFacts['byStage'] {
    return this.stages.counts().map(({ kind: stage, ...counts }) => ({ stage, ...counts }));
  }
}
