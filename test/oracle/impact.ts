import type { AffectedState, Impact, ImpactFilter, Scope } from '@rollcall/shared';
import type { Slice } from '../people/person.js';
import type { ToldDirectory } from './directory.js';
import { judge, worst, type Judgement } from './judge.js';
import { revenueOf } from './revenue.js';
import type { Trial } from './trial.js';

/** Who an outage affected, worked out from what people did. Says what must be true, not how to count it. */

export interface Question {
  scope: Scope;
  onset: number;
  /** Set once the incident has ended. */
  resolvedAt?: number;
  now: number;
  /** Failures in one slice from which a user counts as affected; 1 where nothing is said. */
  failures?: Record<string, number>;
  filter?: ImpactFilter;
}

type Counted = Omit<Impact['users'], 'peak'>;

export interface Truth {
  users: Counted;
  customers: Counted;
  unidentified: number;
  revenue: Impact['revenue'];
  coverage: number | null;
  internal: Impact['internal'];
  /** Each affected customer with its state and the failures it met. */
  affected: Map<string, { state: AffectedState; users: number; failures: number }>;
}

const allows = (wanted: string | string[] | undefined, value: string | undefined): boolean =>
  wanted === undefined || (value !== undefined && [wanted].flat().includes(value));

const allowsAny = (wanted: string[] | undefined, value: string): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.includes(value);

const inScope = (scope: Scope, slice: Slice): boolean => {
  const named = scope.slices ?? [];
  const saysParts = [scope.services, scope.regions, scope.channels].some((part) => part?.length);
  const asSingle = named.some(
    (s) => s.service === slice.service && s.region === slice.region && s.channel === slice.channel,
  );
  const byParts =
    allowsAny(scope.services, slice.service) &&
    allowsAny(scope.regions, slice.region) &&
    allowsAny(scope.channels, slice.channel);
  return asSingle || (byParts && (saysParts || named.length === 0));
};

const count = (states: AffectedState[], of: number): Counted => ({
  ever: states.length,
  failing: states.filter((state) => state === 'failing').length,
  unseen: states.filter((state) => state === 'unseen').length,
  recovered: states.filter((state) => state === 'recovered').length,
  of,
});

const distinct = <T>(values: (T | undefined)[]): Set<T> =>
  new Set(values.filter((value) => value !== undefined));

const customersOf = (judgements: Judgement[]): Truth['affected'] => {
  const customers: Truth['affected'] = new Map();
  for (const { byCustomer } of judgements) {
    for (const [customer, { state, failures }] of byCustomer) {
      if (customer === undefined) continue;
      const before = customers.get(customer);
      customers.set(customer, {
        state: worst([state, ...(before ? [before.state] : [])]),
        users: (before?.users ?? 0) + 1,
        failures: (before?.failures ?? 0) + failures,
      });
    }
  }
  return customers;
};

export const impactOf = (trials: Trial[], directory: ToldDirectory, question: Question): Truth => {
  const { scope, onset, filter = {} } = question;
  const until = question.resolvedAt ?? question.now;
  const here = trials.filter(
    (t) =>
      t.at >= onset &&
      t.at <= until &&
      inScope(scope, t) &&
      allows(filter.service, t.service) &&
      allows(filter.region, t.region) &&
      allows(filter.channel, t.channel),
  );
  const meant = here.filter((t) => allows(filter.type, t.type) && allows(filter.stage, t.stage));
  const wantsInternal = filter.type !== undefined && allows(filter.type, 'internal');
  const public_ = meant.filter((t) => wantsInternal || t.type !== 'internal');
  const internal = meant.filter((t) => t.type === 'internal');

  const affectedBy = (chosen: Trial[]): Judgement[] =>
    judge(chosen, here, until, question.failures ?? {});
  const judgements = affectedBy(public_);
  const customers = customersOf(judgements);
  const ours = affectedBy(internal);
  const failed = public_.filter((t) => t.outcome === 'failed');
  return {
    users: count(
      judgements.map((j) => j.state),
      distinct(public_.map((t) => t.user)).size,
    ),
    customers: count(
      [...customers.values()].map((c) => c.state),
      distinct(public_.map((t) => t.customer)).size,
    ),
    unidentified: judgements.filter((j) => [...j.byCustomer.keys()].every((c) => c === undefined))
      .length,
    revenue: revenueOf([...customers.keys()], directory),
    coverage: failed.length
      ? failed.filter((t) => t.customer !== undefined).length / failed.length
      : null,
    internal: { users: ours.length, customers: customersOf(ours).size },
    affected: customers,
  };
};
