import { customerTypes, stages, type CustomerType, type Stage } from '@rollcall/shared';
import { CurrentFacts } from './current-facts.js';
import type { CustomerFacts } from './customer-facts.js';
import { DatedNumbers } from './dated-numbers.js';
import { FloatList, Interner, IntList } from './numbers.js';

/** Types and stages as small numbers, so that a join is one array read. */
export const typeNames: readonly CustomerType[] = [...customerTypes, 'unknown'];
export const stageNames: readonly Stage[] = [...stages, 'unknown'];
export const unknownType = typeNames.indexOf('unknown');
export const unknownStage = stageNames.indexOf('unknown');
export const internalType = typeNames.indexOf('internal');

/** Amounts are kept in ten-thousandths of the major unit, so that cents never drift. */
export const amountParts = 10_000;

const none = -1;
const nobody: ReadonlySet<number> = new Set();

/**
 * All customers, those the directory knows and those only signals have named, by dense number. What
 * a tally asks of each is an array read. Type and stage are known as of a time, each for itself:
 * what was never said of a field is not known, rather than known to be nothing.
 */
export class Customers {
  private readonly names = new Interner();
  private readonly facts = new CurrentFacts();
  private readonly known = new IntList(0);
  private readonly types = new DatedNumbers(unknownType);
  private readonly stages = new DatedNumbers(unknownStage);
  private readonly amounts = new FloatList(0);
  private readonly currencies = new IntList(none);
  private readonly payers = new IntList(none);
  private readonly currencyNames = new Interner();
  private readonly sinces = new FloatList(Number.NaN);
  private readonly languages = new IntList(none);
  private readonly languageNames = new Interner();
  /** Payer → those whose invoice goes to it. */
  private readonly billed = new Map<number, Set<number>>();
  /** False while nobody was ever said to be one of our own people. */
  anyInternal = false;

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
    return this.known.get(customer) === 1;
  }

  /** Applies a statement; returns the times from which another type or stage may hold since. */
  state(
    customer: number,
    facts: CustomerFacts,
    statedAt: number,
    from: number | undefined,
  ): number[] {
    this.known.set(customer, 1);
    const { type, stage } = facts;
    if (type === 'internal') this.anyInternal = true;
    const turns: number[] = [];
    if (type) turns.push(...this.types.state(customer, typeNames.indexOf(type), statedAt, from));
    if (stage) {
      turns.push(...this.stages.state(customer, stageNames.indexOf(stage), statedAt, from));
    }
    const now = this.facts.state(customer, facts, statedAt, from);
    this.bill(customer, now.billedThrough ? this.intern(now.billedThrough) : none);
    this.sinces.set(customer, now.since ?? Number.NaN);
    const language = now.language?.toLowerCase();
    this.languages.set(customer, language ? this.languageNames.intern(language) : none);
    const money = now.monthlyRevenue;
    this.amounts.set(customer, money ? Math.round(money.amount * amountParts) : 0);
    this.currencies.set(customer, money ? this.currencyNames.intern(money.currency) : none);
    return turns;
  }

  private bill(customer: number, payer: number): void {
    const before = this.payers.get(customer);
    if (before === payer) return;
    this.billed.get(before)?.delete(customer);
    this.payers.set(customer, payer);
    if (payer === none) return;
    const theirs = this.billed.get(payer) ?? new Set<number>();
    this.billed.set(payer, theirs.add(customer));
  }

  /** Tells apart the times between which type or stage may differ; 0 for all who never changed. */
  epochAt(customer: number, time: number): number {
    return this.types.epochAt(customer, time) * 1_024 + this.stages.epochAt(customer, time);
  }

  /** What is known of it now; not to be changed. */
  now(customer: number): CustomerFacts {
    return this.facts.of(customer);
  }

  /** Number of its type in `typeNames`, as of a time. */
  typeAt(customer: number, time: number): number {
    return this.types.at(customer, time);
  }

  /** Number of its stage in `stageNames`, as of a time. */
  stageAt(customer: number, time: number): number {
    return this.stages.at(customer, time);
  }

  /** From when on anything was said of its stage, epoch ms; Infinity: never. */
  stageKnownFrom(customer: number): number {
    return this.stages.knownFrom(customer);
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

  /** Those whose invoice goes to this one. */
  billedThrough(payer: number): ReadonlySet<number> {
    return this.billed.get(payer) ?? nobody;
  }

  /** Since when it is a customer, epoch ms; NaN: not known. */
  sinceOf(customer: number): number {
    return this.sinces.get(customer);
  }

  /** Number of its language; −1: not known. */
  languageOf(customer: number): number {
    return this.languages.get(customer);
  }

  /** The number of a language (in small letters) or a currency; −2: nobody has it. */
  languageNumber(name: string): number {
    const number = this.languageNames.find(name);
    return number < 0 ? -2 : number;
  }

  currencyNumber(name: string): number {
    const number = this.currencyNames.find(name);
    return number < 0 ? -2 : number;
  }

  /** Languages by number, in small letters. */
  get languageList(): readonly string[] {
    return this.languageNames.texts;
  }

  /** Currencies by number. */
  get currencyList(): readonly string[] {
    return this.currencyNames.texts;
  }

  /** Customers the directory has an entry of. */
  *all(): Iterable<number> {
    for (let customer = 0; customer < this.size; customer++) {
      if (this.isKnown(customer)) yield customer;
    }
  }
}
