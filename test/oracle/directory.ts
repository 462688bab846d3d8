import type { CustomerInput, CustomerType, Money, Stage } from '@rollcall/shared';
import { History } from './history.js';

/**
 * What the directory has been told, read as a person would read a pile of letters: the last one that
 * was valid at the time. Slow and plain on purpose; shares nothing with the server.
 */

/** One customer as it was put, and when. */
export interface Told {
  putAt: number;
  body: CustomerInput;
}

interface Facts {
  type: History<CustomerType>;
  stage: History<Stage>;
  revenue: History<Money | null>;
  billedThrough: History<string | null>;
  language: History<string | null>;
  since: History<number | null>;
}

const nothingSaid = (): Facts => ({
  type: new History(),
  stage: new History(),
  revenue: new History(),
  billedThrough: new History(),
  language: new History(),
  since: new History(),
});

const time = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at));

export class ToldDirectory {
  private readonly customers = new Map<string, Facts>();
  /** User → who pays for them; null: nobody any more. */
  private readonly payers = new Map<string, History<string | null>>();
  /** Customer → the users on its list as it was told last. */
  private readonly lists = new Map<string, Set<string>>();
  /** User → the customer on whose list they are. */
  private readonly listedBy = new Map<string, string>();
  /** Identity → user, and back. */
  private readonly users = new Map<string, string>();
  private readonly identities = new Map<string, Set<string>>();

  constructor(told: Told[]) {
    for (const { body, putAt } of told) this.hear(body, putAt);
  }

  private hear(body: CustomerInput, putAt: number): void {
    const from = body.validFrom === undefined ? undefined : time(body.validFrom);
    const facts = this.customers.get(body.id) ?? nothingSaid();
    this.customers.set(body.id, facts);
    if (body.type !== undefined) facts.type.say(body.type, from, putAt);
    if (body.stage !== undefined) facts.stage.say(body.stage, from, putAt);
    if (body.monthlyRevenue !== undefined) facts.revenue.say(body.monthlyRevenue, from, putAt);
    if (body.billedThrough !== undefined) facts.billedThrough.say(body.billedThrough, from, putAt);
    if (body.language !== undefined) facts.language.say(body.language, from, putAt);
    if (body.since !== undefined)
      facts.since.say(body.since === null ? null : time(body.since), from, putAt);
    if (body.users === undefined) return;

    const listed = new Set(body.users.map((user) => (typeof user === 'string' ? user : user.id)));
    for (const user of body.users) {
      if (typeof user === 'string') this.identify(user, undefined);
      else this.identify(user.id, user.aliases);
    }
    const pays = (user: string, payer: string | null): void => {
      const history = this.payers.get(user) ?? new History<string | null>();
      this.payers.set(user, history);
      history.say(payer, from, putAt);
    };
    for (const user of this.lists.get(body.id) ?? []) if (!listed.has(user)) pays(user, null);
    for (const user of listed) {
      const before = this.listedBy.get(user);
      if (before !== undefined) this.lists.get(before)?.delete(user);
      this.listedBy.set(user, body.id);
      pays(user, body.id);
    }
    this.lists.set(body.id, listed);
  }

  /** Says which identities are one person's; a list of aliases replaces the one before. */
  private identify(user: string, aliases: string[] | undefined): void {
    const own = this.identities.get(user) ?? new Set<string>();
    this.identities.set(user, own);
    if (aliases !== undefined) {
      for (const identity of own) this.users.delete(identity);
      own.clear();
    }
    for (const identity of [user, ...(aliases ?? [])]) {
      this.identities.get(this.users.get(identity) ?? '')?.delete(identity);
      this.users.set(identity, user);
      own.add(identity);
    }
  }

  /** The user an identity belongs to, if it is known at all. */
  userOf(identity: string): string | undefined {
    return this.users.get(identity) ?? (this.payers.has(identity) ? identity : undefined);
  }

  knows(customer: string): boolean {
    return this.customers.has(customer);
  }

  payerOf(user: string, at: number): string | undefined {
    return this.payers.get(user)?.at(at) ?? undefined;
  }

  typeOf(customer: string, at: number): CustomerType {
    return this.customers.get(customer)?.type.at(at) ?? 'unknown';
  }

  stageOf(customer: string, at: number): Stage {
    return this.customers.get(customer)?.stage.at(at) ?? 'unknown';
  }

  /** What is said of a customer now; undefined or null: nothing. */
  now(customer: string) {
    const facts = this.customers.get(customer);
    return {
      language: facts?.language.at(Infinity),
      since: facts?.since.at(Infinity),
      revenue: facts?.revenue.at(Infinity),
      billedThrough: facts?.billedThrough.at(Infinity),
    };
  }

  /** Who gets the invoice for this customer, and over how much, as things stand now. */
  invoiceFor(customer: string): { payer: string; money: Money } | undefined {
    const facts = (id: string | null | undefined) => this.customers.get(id ?? '');
    const through = facts(customer)?.billedThrough.at(Infinity);
    const invoiced = facts(through)?.revenue.at(Infinity);
    if (through && invoiced) return { payer: through, money: invoiced };
    const own = facts(customer)?.revenue.at(Infinity);
    return own ? { payer: customer, money: own } : undefined;
  }
}
