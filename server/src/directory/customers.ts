import { customerTypes, stages, type CustomerType, type Money, type Stage } from '@rollcall/shared';
import { History } from './history.js';
import { FloatList, Interner, IntList } from './numbers.js';

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

/** Amounts are kept in ten-thousandths of the major unit, so that cents never drift. */
export const amountParts = 10_000;

const none = -1;

/**
 * All customers, those the directory knows and those only signals have named, by dense number. What
 * a tally asks of each is one array read; histories are kept only of those of whom more was said
 * than once.
 */
export class Customers {
  private readonly names = new Interner();
  private readonly statements = new IntList(0);
  private readonly current: (CustomerFacts | undefined)[] = [];
  private readonly firstStatedAt = new FloatList(0);
  /** NaN: the first statement named no date. */
  private readonly firstFrom = new FloatList(Number.NaN);
  private readonly histories = new Map<number, History<CustomerFacts>>();
  /** Current type, stage and invoice. */
  private readonly types = new IntList(unknownType);
  private readonly stages = new IntList(unknownStage);
  private readonly amounts = new FloatList(0);
  private readonly currencies = new IntList(none);
  private readonly payers = new IntList(none);
  private readonly currencyNames = new Interner();

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
    return this.statements.get(customer) > 0;
  }

  /** Applies a statement; returns the times between which type or stage may differ from now on. */
  state(
    customer: number,
    facts: CustomerFacts,
    statedAt: number,
    from: number | undefined,
  ): number[] {
    const before = this.statements.get(customer);
    this.statements.set(customer, before + 1);
    if (before === 0) {
      this.firstStatedAt.set(customer, statedAt);
      this.firstFrom.set(customer, from ?? Number.NaN);
      this.take(customer, merge([facts]));
      return [];
    }
    const history = this.historyOf(customer);
    const turns = history.state(facts, statedAt, from);
    this.take(customer, merge(history.values()));
    return turns;
  }

  private historyOf(customer: number): History<CustomerFacts> {
    const known = this.histories.get(customer);
    if (known) return known;
    const made = new History<CustomerFacts>();
    const from = this.firstFrom.get(customer);
    const date = Number.isNaN(from) ? undefined : from;
    made.state(this.now(customer), this.firstStatedAt.get(customer), date);
    this.histories.set(customer, made);
    return made;
  }

  private take(customer: number, now: CustomerFacts): void {
    this.current[customer] = now;
    this.types.set(customer, now.type ? typeNames.indexOf(now.type) : unknownType);
    this.stages.set(customer, now.stage ? stageNames.indexOf(now.stage) : unknownStage);
    this.payers.set(customer, now.billedThrough ? this.intern(now.billedThrough) : none);
    const money = now.monthlyRevenue;
    this.amounts.set(customer, money ? Math.round(money.amount * amountParts) : 0);
    this.currencies.set(customer, money ? this.currencyNames.intern(money.currency) : none);
  }

  /** Tells apart the times between which what is said of it may differ; 0 for all who never changed. */
  epochAt(customer: number, time: number): number {
    if (this.statements.get(customer) < 2) return 0;
    return this.histories.get(customer)?.epochAt(time) ?? 0;
  }

  /** What is known of it now; not to be changed. */
  now(customer: number): CustomerFacts {
    return this.current[customer] ?? {};
  }

  /** What held of it at a time. */
  at(customer: number, time: number): CustomerFacts {
    const history = this.histories.get(customer);
    return history ? merge(history.until(time)) : this.now(customer);
  }

  /** Number of its type in `typeNames`, as of a time. */
  typeAt(customer: number, time: number): number {
    if (this.statements.get(customer) < 2) return this.types.get(customer);
    const { type } = this.at(customer, time);
    return type ? typeNames.indexOf(type) : unknownType;
  }

  /** Number of its stage in `stageNames`, as of a time. */
  stageAt(customer: number, time: number): number {
    if (this.statements.get(customer) < 2) return this.stages.get(customer);
    const { stage } = this.at(customer, time);
    return stage ? stageNames.indexOf(stage) : unknownStage;
  }

  /** Monthly revenue in `amountParts` of a currency by number; currency −1: none is stated. */
  amountOf(customer: number): number {
    return this.amounts.get(customer);
  }

  currencyOf(customer: number): number {
    return this.currencies.get(customer);
  }

  currencyName(currency: number): string {
    return this.currencyNames.texts[currency];
  }

  /** The customer whose invoice its value is part of; −1: its own. */
  payerOf(customer: number): number {
    return this.payers.get(customer);
  }

  /** Customers the directory has an entry of. */
  *all(): Iterable<number> {
    for (let customer = 0; customer < this.size; customer++) {
      if (this.isKnown(customer)) yield customer;
    }
  }
}
