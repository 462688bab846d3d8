import type { ImpactFilter, Money } from '@rollcall/shared';
import { internalType, stageNames, typeNames } from '../directory/customers.js';
import type { People } from '../directory/people.js';
import { filterHas, filterLists, type FilterLists } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import type { ImpactCount } from './impact-count.js';
import { failing, judge, unseenAfterMs } from './judge.js';
import { MergedParts, type Part, type UserInSlice } from './merged-parts.js';
import { sumRevenue } from './revenue.js';
import { Roll, type Counted } from './roll.js';

/** What a tally joins: who a partition's subjects are, and what its slices are called. */
export interface TallyContext {
  people: People;
  /** A subject's identity, and the customer its signals named (−1: none). */
  identity: (partition: number, subject: number) => number;
  named: (partition: number, subject: number) => number;
  slice: (partition: number, slice: number) => SliceName;
  /** Failures in one slice from which a user counts as affected. */
  threshold: (service: string) => number;
  /** The workspace's clock, epoch ms. */
  now: number;
}

/** Counts without the parts that are published (peak) or estimated (silent, ordinary). */
export interface Tally {
  users: Counted;
  customers: Counted;
  unidentified: number;
  anonymous: number;
  revenue: Money[];
  coverage: number | null;
  internal: { users: number; customers: number };
  /** When time alone will change a count, because the first who fails becomes unseen; epoch ms. */
  changesAt: number;
}

/** That a user is affected in one slice, for one customer (−1: not known). Times are epoch ms. */
export interface AffectedVisit {
  user: number;
  customer: number;
  /** One of our own people, who is not in the counts. */
  own: boolean;
  failures: number;
  firstFailed: number;
  state: number;
  slice: SliceName;
  lastFailed: number;
  /** 0: never. */
  lastOk: number;
}

/** What a filter makes of a customer. */
type Pick = 'counts' | 'counts as our own' | 'our own' | 'left out';

/** Which customers a filter picks, by their type and stage as of a time. */
class CustomerFilter {
  private readonly types: Set<number> | undefined;
  private readonly stages: Set<number> | undefined;
  private readonly withInternal: boolean;

  constructor(
    lists: FilterLists,
    private readonly people: People,
  ) {
    this.types = lists.types && new Set(lists.types.map((type) => typeNames.indexOf(type)));
    this.stages = lists.stages && new Set(lists.stages.map((stage) => stageNames.indexOf(stage)));
    this.withInternal = this.types?.has(internalType) ?? false;
  }

  /** Whether a customer (−1: not known) counts, or is one of our own people, to be shown apart. */
  pick(customer: number, at: number): Pick {
    const { customers } = this.people;
    const type = customer < 0 ? -1 : customers.typeAt(customer, at);
    if (this.types && !this.types.has(type)) return 'left out';
    if (this.stages && (customer < 0 || !this.stages.has(customers.stageAt(customer, at)))) {
      return 'left out';
    }
    if (type !== internalType) return 'counts';
    // our own people are not in the headline, unless they are asked for
    return this.withInternal ? 'counts as our own' : 'our own';
  }
}

/**
 * Joins an incident's records with the directory and calls the roll, under a filter.
 *
 * A record lies in one slice and belongs to one customer as of its time; a type or stage filter
 * picks the records whose customer had it then. What users with several identities did in a slice
 * is brought together first; all others are judged record by record.
 *
 * @param visit told of each affected user, slice by slice
 */
export const tally = (
  count: ImpactCount,
  filter: ImpactFilter,
  context: TallyContext,
  visit?: (visit: AffectedVisit) => void,
): Tally => {
  const { people } = context;
  const now = Math.min(context.now, count.window.end ?? Infinity);
  const lists = filterLists(filter);
  const customerFilter = new CustomerFilter(lists, people);
  const roll = new Roll(people);
  let changesAt = Infinity;
  const merged = new MergedParts();

  const settle = ({ user, slice, threshold, lastOk, parts }: UserInSlice): void => {
    const failed = parts.filter((part) => part.failures > 0);
    const tell = (part: Part, state: number, own: boolean): void => {
      const { customer, failures, firstFailed, lastFailed } = part;
      visit?.({ user, customer, own, state, slice, failures, firstFailed, lastFailed, lastOk });
    };
    const counted = failed.filter((part) => part.counts);
    if (reaches(counted, threshold)) {
      for (const part of counted) {
        const { customer, lastFailed } = part;
        const state = judge(lastFailed, lastOk, now);
        if (state === failing) changesAt = Math.min(changesAt, lastFailed + unseenAfterMs + 1);
        roll.affected(user, customer, state);
        tell(part, state, false);
      }
    }
    const own = failed.filter((part) => part.own);
    if (!reaches(own, threshold)) return;
    for (const part of own) {
      roll.own(user, part.customer);
      if (!part.counts) tell(part, judge(part.lastFailed, lastOk, now), true);
    }
  };

  count.tables.forEach((table, partition) => {
    const terms = termsOfSlices(partition, lists, context);
    for (let r = 0; r < table.size; r++) {
      const term = terms(table.slice[r]);
      if (!term) continue;
      const row = table.subject[r];
      const subject = count.subjectOf(partition, row);
      const identity = context.identity(partition, subject);
      const named = context.named(partition, subject);
      const user = people.userOf(identity);
      const at = table.firstSeen[r];
      const customer = people.customerAt(identity, named, at);
      const pick = customerFilter.pick(customer, at);
      const counts = pick === 'counts' || pick === 'counts as our own';
      const failures = table.failures[r];
      if (user < 0) {
        if (counts) roll.anonymous(failures);
        continue;
      }
      if (counts) roll.active(user, customer, failures);
      const several = people.hasSeveralSubjects(user) || count.isSplit(partition, row);
      // a healthy record decides only over failures that lie in another one
      if (failures === 0 && !several) continue;
      const part = {
        customer,
        counts,
        own: pick === 'our own' || pick === 'counts as our own',
        failures,
        firstFailed: table.firstFailed[r],
        lastFailed: table.lastFailed[r],
      };
      const found = { user, ...term, lastOk: table.lastOk[r], parts: [part] };
      if (several) merged.add(found);
      else settle(found);
    }
  });
  for (const found of merged.all()) settle(found);

  return {
    users: roll.users.counts(),
    customers: roll.customers.counts(),
    unidentified: roll.unidentified,
    anonymous: roll.nameless,
    revenue: sumRevenue(people.customers, roll.customers.states),
    coverage: roll.coverage,
    internal: roll.internal,
    changesAt,
  };
};

const reaches = (parts: Part[], threshold: number): boolean => {
  const failures = parts.reduce((sum, part) => sum + part.failures, 0);
  return failures > 0 && failures >= threshold;
};

/** A partition's slices by number: their name and threshold, or null when the filter leaves them out. */
const termsOfSlices = (
  partition: number,
  lists: FilterLists,
  context: TallyContext,
): ((slice: number) => { slice: SliceName; threshold: number } | null) => {
  const terms: ({ slice: SliceName; threshold: number } | null | undefined)[] = [];
  return (number) => {
    const known = terms[number];
    if (known !== undefined) return known;
    const slice = context.slice(partition, number);
    const term = filterHas(lists, slice)
      ? { slice, threshold: context.threshold(slice.service) }
      : null;
    terms[number] = term;
    return term;
  };
};
