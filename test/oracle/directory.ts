import type { CustomerInput, CustomerType, Money, Stage } from '@rollcall/shared';

/**
 * What the directory has been told, read as a person would read a pile of letters: the last one that
 * was valid at the time. Slow and plain on purpose; shares nothing with the server.
 */

/** One customer as it was put, and when. */
export interface Told {
  putAt: number;
  body: CustomerInput;
}

/** One thing that was said about something. */
interface Statement<T> {
  /** Epoch ms; undefined: no date was named. */
  validFrom: number | undefined;
  putAt: number;
  value: T;
}

/**
 * What was said about one thing. With a date it holds from then on; without one from when it was said;
 * the very first for all time before, too. Of times before anything was known at all, the newest
 * undated statement knows best.
 */
class History<T> {
  private readonly statements: Statement<T>[] = [];

  say(value: T, validFrom: number | undefined, putAt: number): void {
    this.statements.push({ validFrom, putAt, value });
  }

  at(time: number): T | undefined {
    const [first] = this.statements;
    const from = (s: Statement<T>): number => (s === first ? -Infinity : (s.validFrom ?? s.putAt));
    let found: Statement<T> | undefined;
    for (const statement of this.statements)
      if (from(statement) <= time && (!found || from(found) <= from(statement))) found = statement;
    const nothingWasKnown =
      found === first && first?.validFrom === undefined && time < first?.putAt;
    const undated = this.statements.findLast((statement) => statement.validFrom === undefined);
    return (nothingWasKnown ? undated : found)?.value;
  }
}

interface Facts {
  type: History<CustomerType>;
  stage: History<Stage>;
  revenue: Money | undefined;
  billedThrough: string | undefined;
}

const time = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at));

export class ToldDirectory {
  private readonly customers = new Map<string, Facts>();
  private readonly payers = new Map<string, History<string>>();
  private readonly users = new Map<string, string>();

  constructor(told: Told[]) {
    for (const { body, putAt } of told) this.hear(body, putAt);
  }

  private hear(body: CustomerInput, putAt: number): void {
    const from = body.validFrom === undefined ? undefined : time(body.validFrom);
    const facts = this.customers.get(body.id) ?? {
      type: new History<CustomerType>(),
      stage: new History<Stage>(),
      revenue: undefined,
      billedThrough: undefined,
    };
    this.customers.set(body.id, facts);
    if (body.type !== undefined) facts.type.say(body.type, from, putAt);
    if (body.stage !== undefined) facts.stage.say(body.stage, from, putAt);
    if (body.monthlyRevenue !== undefined) facts.revenue = body.monthlyRevenue ?? undefined;
    if (body.billedThrough !== undefined) facts.billedThrough = body.billedThrough ?? undefined;
    for (const user of body.users ?? []) {
      const id = typeof user === 'string' ? user : user.id;
      const aliases = typeof user === 'string' ? [] : (user.aliases ?? []);
      for (const identity of [id, ...aliases]) this.users.set(identity, id);
      const payer = this.payers.get(id) ?? new History<string>();
      this.payers.set(id, payer);
      payer.say(body.id, from, putAt);
    }
  }

  /** The user an identity belongs to, if it is known at all. */
  userOf(identity: string): string | undefined {
    return this.users.get(identity);
  }

  knows(customer: string): boolean {
    return this.customers.has(customer);
  }

  payerOf(user: string, at: number): string | undefined {
    return this.payers.get(user)?.at(at);
  }

  typeOf(customer: string, at: number): CustomerType {
    return this.customers.get(customer)?.type.at(at) ?? 'unknown';
  }

  stageOf(customer: string, at: number): Stage {
    return this.customers.get(customer)?.stage.at(at) ?? 'unknown';
  }

  /** Who gets the invoice for this customer, and over how much. */
  invoiceFor(customer: string): { payer: string; money: Money } | undefined {
    const through = this.customers.get(customer)?.billedThrough;
    const invoiced = through === undefined ? undefined : this.customers.get(through)?.revenue;
    if (through !== undefined && invoiced) return { payer: through, money: invoiced };
    const own = this.customers.get(customer)?.revenue;
    return own && { payer: customer, money: own };
  }
}
