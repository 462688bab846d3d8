import { customerTypes, stages, type CustomerType, type Money, type Stage } from '@rollcall/shared';
import { History } from './history.js';
import { Interner, IntList } from './numbers.js';

/** What the directory says of a customer besides its users; what was left out is undefined. */
export interface CustomerFacts {
  name?: string | null | undefined;
  type?: CustomerType | undefined;
  stage?: Stage | undefined;
  /** Epoch ms. */
  since?: number | null | undefined;
  monthlyRevenue?: Money | null | undefined;
  billedThrough?: string | null | undefined;
  language?: string | null | undefined;
  region?: string | null | undefined;
  contact?: unknown;
  consent?: unknown;
}

/** Types and stages as small numbers, so that a join is one array read. */
export const typeNames: readonly CustomerType[] = [...customerTypes, 'unknown'];
export const stageNames: readonly Stage[] = [...stages, 'unknown'];
export const unknownType = typeNames.indexOf('unknown');
export const unknownStage = stageNames.indexOf('unknown');
export const internalType = typeNames.indexOf('internal');

const merge = (versions: CustomerFacts[]): CustomerFacts => {
  const merged: Record<string, unknown> = {};
  for (const version of versions) {
    for (const [field, value] of Object.entries(version)) {
      if (value !== undefined) merged[field] = value;
    }
  }
  return merged;
};

/** All customers, those the directory knows and those only signals have named, by dense number. */
export class Customers {
  private readonly names = new Interner();
  private readonly histories = new Map<number, History<CustomerFacts>>();
  /** Current type and stage; exact for all who never changed. */
  private readonly types = new IntList(unknownType);
  private readonly stages = new IntList(unknownStage);

  get size(): number {
    return this.names.size;
  }

  find(id: string): number {
    return this.names.find(id);
  }

  intern(id: string): number {
    return this.names.intern(id);
  }

  id(customer: number): string {
    return this.names.texts[customer];
  }

  /** True when the directory has an entry of its own for the customer. */
  isKnown(customer: number): boolean {
    return this.histories.has(customer);
  }

  /** Applies a statement; returns the times between which type or stage may differ from now on. */
  state(
    customer: number,
    facts: CustomerFacts,
    statedAt: number,
    from: number | undefined,
  ): number[] {
    const history = this.histories.get(customer) ?? new History<CustomerFacts>();
    const turns = history.state(facts, statedAt, from);
    this.histories.set(customer, history);
    const now = merge(history.values());
    this.types.set(customer, now.type ? typeNames.indexOf(now.type) : unknownType);
    this.stages.set(customer, now.stage ? stageNames.indexOf(now.stage) : unknownStage);
    return turns;
  }

  /** Tells apart the times between which what is said of it may differ; 0 for all who never changed. */
  epochAt(customer: number, time: number): number {
    return this.histories.get(customer)?.epochAt(time) ?? 0;
  }

  /** What is known of it now. */
  now(customer: number): CustomerFacts {
    return merge(this.histories.get(customer)?.values() ?? []);
  }

  /** What held of it at a time. */
  at(customer: number, time: number): CustomerFacts {
    const history = this.histories.get(customer);
    if (!history) return {};
    return merge(history.until(time));
  }

  /** Number of its type in `typeNames`, as of a time. */
  typeAt(customer: number, time: number): number {
    const history = this.histories.get(customer);
    if (!history || history.size === 1) return this.types.get(customer);
    const { type } = this.at(customer, time);
    return type ? typeNames.indexOf(type) : unknownType;
  }

  /** Number of its stage in `stageNames`, as of a time. */
  stageAt(customer: number, time: number): number {
    const history = this.histories.get(customer);
    if (!history || history.size === 1) return this.stages.get(customer);
    const { stage } = this.at(customer, time);
    return stage ? stageNames.indexOf(stage) : unknownStage;
  }

  all(): Iterable<number> {
    return this.histories.keys();
  }
}
