import type {
  AffectedCustomer,
  AffectedPage,
  AffectedSort,
  ImpactFilter,
  Outcome,
  Result,
  Scope,
} from '@rollcall/shared';
import { put } from '../directory/directory.fixture.js';
import { People } from '../directory/people.js';
import { outcomeCode, type OutcomeCode } from '../fold/rows.js';
import { partitionOf } from '../signals/partition.js';
import type { SliceName } from '../slices/slice.js';
import { affectedPage } from './affected.js';
import { AffectedRows } from './affected-rows.js';
import { ImpactCount } from './impact-count.js';
import type { RememberedRows } from './remembered-rows.js';
import type { TallyContext } from './tally-context.js';
import { tally, type AffectedVisit, type Tally } from './tally.js';

const partitions = 4;
const minute = 60_000;

export interface Question {
  filter?: ImpactFilter;
  /** Minutes. */
  now?: number;
  onset?: number;
  end?: number | null;
  scope?: Scope;
  /** Failures from which a user counts as affected. */
  k?: number;
  /** Service → the share of a customer's users from which it counts as affected. */
  audience?: Record<string, number>;
}

/** `play/US/tv` as a slice. */
export const sliceOf = (text: string): SliceName => {
  const [service, region, channel] = text.split('/');
  return { service, region, channel };
};

const told = <T>(page: Result<T>): T => {
  if (!page.ok) throw new Error(`${page.error.field}: ${page.error.detail}`);
  return page.value;
};

/**
 * A street of people whose doings are told in words, and counted as an incident counts them. Times
 * are minutes.
 */
export class Street {
  readonly people = new People();
  private readonly subjects: { key: string; identity: number; named: number }[][] = Array.from(
    { length: partitions },
    () => [],
  );
  private readonly slices: SliceName[] = [];
  private readonly rows: [number, number, number, number, OutcomeCode][] = [];

  /** Counts that are told of everything as it happens. */
  private readonly followers: ImpactCount[] = [];

  /** PUTs customers at a minute. */
  put(at: number, ...customers: object[]): this {
    put(this.people, at * minute, ...customers);
    return this;
  }

  /** An identity tries something, perhaps naming a customer. */
  tries(
    identity: string,
    outcome: Outcome,
    at: number,
    { slice = 'play/US/tv', customer = '' } = {},
  ): this {
    const partition = partitionOf(identity, partitions);
    const subject = this.subject(partition, identity, customer);
    const row = [partition, subject, this.slice(slice), at * minute, outcomeCode[outcome]] as const;
    this.rows.push([...row]);
    for (const count of this.followers) count.add(...row);
    return this;
  }

  private subject(partition: number, identity: string, customer: string): number {
    const known = this.subjects[partition];
    const key = JSON.stringify([identity, customer]);
    const found = known.findIndex((each) => each.key === key);
    if (found >= 0) return found;
    return known.push({ key, ...this.people.meet(identity, customer) }) - 1;
  }

  private slice(text: string): number {
    const wanted = sliceOf(text);
    const found = this.slices.findIndex(
      (each) => [each.service, each.region, each.channel].join('/') === text,
    );
    return found >= 0 ? found : this.slices.push(wanted) - 1;
  }

  context({ now = 60, k = 1, audience = {} }: Question = {}): TallyContext {
    return {
      people: this.people,
      identity: (partition, subject) => this.subjects[partition][subject].identity,
      named: (partition, subject) => this.subjects[partition][subject].named,
      slice: (_, slice) => this.slices[slice],
      threshold: () => k,
      audience: (service) => audience[service] ?? 0,
      now: now * minute,
    };
  }

  count({ scope = {}, onset = 0, end = null }: Question = {}): ImpactCount {
    const window = { scope, onset: onset * minute, end: end === null ? null : end * minute };
    const count = new ImpactCount(
      window,
      partitions,
      (_, slice) => this.slices[slice],
      (partition, subject, at) => {
        const { identity, named } = this.subjects[partition][subject];
        return this.people.epochAt(identity, named, at);
      },
    );
    for (const row of this.rows) count.add(...row);
    return count;
  }

  /** Begins a count that follows what happens from here on. */
  follow(question: Question = {}): ImpactCount {
    const count = this.count(question);
    this.followers.push(count);
    return count;
  }

  /** The numbers of a count that follows. */
  tallyOf(count: ImpactCount, question: Question = {}): Tally {
    return tally(count, question.filter ?? {}, this.context(question));
  }

  /** The numbers of an incident. */
  tally(question: Question = {}, visit?: (visit: AffectedVisit) => void): Tally {
    return tally(this.count(question), question.filter ?? {}, this.context(question), visit);
  }

  /** Its list of the affected, all of it. */
  affected(question: Question = {}, sort: AffectedSort = 'state'): AffectedCustomer[] {
    return this.page(question, sort, undefined, 1_000).items;
  }

  /** A page of it. Throws what an API would refuse. */
  page(
    question: Question,
    sort: AffectedSort,
    cursor: string | undefined,
    limit: number,
  ): Pick<AffectedPage, 'items' | 'next' | 'total'> {
    const context = this.context(question);
    const rows = new AffectedRows(this.count(question), question.filter ?? {}, context);
    return told(affectedPage(rows, sort, cursor, limit, context));
  }

  /** The list of a count that follows, all of it, from the lists that are kept. */
  listOf(
    lists: RememberedRows,
    count: ImpactCount,
    question: Question,
    sort: AffectedSort,
  ): AffectedCustomer[] {
    const context = this.context(question);
    const rows = lists.rows(count, question.filter ?? {}, context, 0);
    return told(affectedPage(rows, sort, undefined, 1_000, context)).items;
  }

  /** Who is affected, by name, in which state: `u:` users, `c:` customers. */
  states(question: Question = {}): Record<string, number> {
    const found: Record<string, number> = {};
    this.tally(question, ({ user, customer, state, own }) => {
      if (own) return;
      const names = [`u:${this.people.textOf(user)}`];
      if (customer >= 0) names.push(`c:${this.people.customers.id(customer)}`);
      for (const name of names) found[name] = Math.max(found[name] ?? 0, state);
    });
    return found;
  }
}
