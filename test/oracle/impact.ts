import type { AffectedState, Depth, Impact, ImpactFilter, Scope } from '@rollcall/shared';
import type { Slice } from '../people/person.js';
import type { ToldDirectory } from './directory.js';
import { judge, worst, type Judgement } from './judge.js';
import { revenueOf } from './revenue.js';
import type { Trial } from './trial.js';
import { isMeant } from './who.js';

/** Who an outage affected, worked out from what people did. Says what must be true, not how to count it. */

export interface Question {
  scope: Scope;
  onset: number;
  /** Set once the incident has ended. */
  resolvedAt?: number;
  now: number;
  /** Failures in one slice from which a user counts as affected; 1 where nothing is said. */
  failures?: Record<string, number>;
  /** Share of a customer's active users from which a service makes it affected; none: any. */
  audience?: Record<string, number>;
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

/** Customer → their users among these; whom it is not known is nobody's. */
const usersOf = (
  pairs: { user: string; customer: string | undefined }[],
): Map<string, Set<string>> => {
  const users = new Map<string, Set<string>>();
  for (const { user, customer } of pairs) {
    if (customer !== undefined) users.set(customer, (users.get(customer) ?? new Set()).add(user));
  }
  return users;
};

/** Customer → affected ÷ active users among these attempts. */
const sharesOf = (judgements: Judgement[], attempts: Trial[]): Map<string, number> => {
  const active = usersOf(attempts);
  const pairs = judgements.flatMap(({ user, byCustomer }) =>
    [...byCustomer.keys()].map((customer) => ({ user, customer })),
  );
  return new Map(
    [...usersOf(pairs)].map(([customer, users]) => [
      customer,
      users.size / (active.get(customer)?.size ?? 0),
    ]),
  );
};

const depthOf = (share: number): Depth =>
  share < 0.25 ? 'touched' : share < 0.75 ? 'impaired' : 'down';

/** Leaves of each judgement what is of customers that hold; of who has none left, nothing. */
const only = (
  judgements: Judgement[],
  holds: (customer: string | undefined) => boolean,
): Judgement[] =>
  judgements.flatMap((judgement) => {
    const byCustomer = new Map([...judgement.byCustomer].filter(([customer]) => holds(customer)));
    if (byCustomer.size === 0) return [];
    const state = worst([...byCustomer.values()].map((each) => each.state));
    return [{ ...judgement, byCustomer, state }];
  });

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

/**
 * The judgements that make customers affected: service by service where one has a rule on its audience,
 * without those of whom too few are affected there.
 */
const judgedByAudience = (
  chosen: Trial[],
  affectedBy: (chosen: Trial[]) => Judgement[],
  { audience = {} }: Question,
  holds: (customer: string | undefined) => boolean,
): Judgement[] => {
  const ruled = Object.keys(audience);
  const parts = [
    affectedBy(chosen.filter((t) => !ruled.includes(t.service))),
    ...ruled.map((service) => {
      const here = chosen.filter((t) => t.service === service);
      const judgements = affectedBy(here);
      const shares = sharesOf(judgements, here);
      return only(judgements, (customer) => (shares.get(customer ?? '') ?? 0) >= audience[service]);
    }),
  ];
  return merged(only(parts.flat(), holds));
};

/** One judgement a user, of all that were made of them. */
const merged = (judgements: Judgement[]): Judgement[] => {
  const byUser = new Map<string, Judgement>();
  for (const judgement of judgements) {
    const before = byUser.get(judgement.user);
    const byCustomer = new Map(before?.byCustomer);
    for (const [customer, { state, failures }] of judgement.byCustomer) {
      const known = byCustomer.get(customer);
      byCustomer.set(customer, {
        state: worst([state, ...(known ? [known.state] : [])]),
        failures: failures + (known?.failures ?? 0),
      });
    }
    const states = [judgement.state, ...(before ? [before.state] : [])];
    byUser.set(judgement.user, { user: judgement.user, state: worst(states), byCustomer });
  }
  return [...byUser.values()];
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
  const meant = here.filter(
    (t) =>
      allows(filter.type, t.type) &&
      allows(filter.stage, t.stage) &&
      isMeant(t.customer, filter, directory, onset),
  );
  const wantsInternal = filter.type !== undefined && allows(filter.type, 'internal');
  const public_ = meant.filter((t) => wantsInternal || t.type !== 'internal');
  const internal = meant.filter((t) => t.type === 'internal');

  const affectedBy = (chosen: Trial[]): Judgement[] =>
    judge(chosen, here, until, question.failures ?? {});
  const everyone = affectedBy(public_);
  const deep = filter.depth === undefined ? undefined : sharesOf(everyone, public_);
  const hasDepth = (customer: string | undefined): boolean => {
    if (deep === undefined) return true;
    const share = deep.get(customer ?? '');
    return share !== undefined && allows(filter.depth, depthOf(share));
  };
  const judgements = only(everyone, hasDepth);
  const customers = customersOf(judgedByAudience(public_, affectedBy, question, hasDepth));
  const ours = deep === undefined ? affectedBy(internal) : [];
  const failed = public_.filter((t) => t.outcome === 'failed' && hasDepth(t.customer));
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
