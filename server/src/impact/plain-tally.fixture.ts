import type { Outcome } from '@rollcall/shared';
import { grouped } from './grouped.fixture.js';
import { failing, recovered, unseen } from './judge.js';

/** Somebody tries something. */
export interface Try {
  identity: string;
  customer: string;
  outcome: Outcome;
  /** Minutes; the question is asked at 60. */
  at: number;
  slice: string;
}

/** Who is who on a street of families and firms. */
export const directory = [
  {
    id: 'miller',
    type: 'consumer',
    stage: 'buyer',
    users: ['tom', { id: 'mia', aliases: ['m-2'] }],
  },
  {
    id: 'works',
    type: 'business',
    stage: 'subscriber',
    users: ['ann', { id: 'bob', aliases: ['b-2'] }],
  },
  { id: 'us', type: 'internal', users: ['dev'] },
];
const known = new Map([
  ...['tom', 'mia', 'm-2'].map((identity) => [identity, 'miller'] as const),
  ...['ann', 'bob', 'b-2'].map((identity) => [identity, 'works'] as const),
  ['dev', 'us'] as const,
]);
const userOf = (identity: string): string => ({ 'm-2': 'mia', 'b-2': 'bob' })[identity] ?? identity;

export const identities = [...known.keys(), 'guest', 'guest-2'];

/** Who pays for a try: the customer named if the directory knows it, else the directory's, else the one named. */
const payerOf = ({ identity, customer }: Try, all: Try[]): string | null => {
  if (directory.some(({ id }) => id === customer)) return customer;
  const theirs = known.get(identity);
  if (theirs) return theirs;
  if (customer) return customer;
  const named = new Set(all.filter((each) => each.identity === identity && each.customer));
  const ties = new Set([...named].map((each) => each.customer));
  return ties.size === 1 ? [...ties][0] : null;
};

/** The numbers of an hour in which all was tried, by the rule as it is written, without any of our tables. */
export const plainly = (all: Try[], k: number): object => {
  const paid = all.map((each) => ({
    ...each,
    user: userOf(each.identity),
    payer: payerOf(each, all),
  }));
  const headline = paid.filter(({ payer }) => payer !== 'us');
  const states = { users: new Map<string, number>(), customers: new Map<string, number>() };
  const identified = new Set<string>();
  const raise = (map: Map<string, number>, name: string, state: number): void => {
    map.set(name, Math.max(map.get(name) ?? 0, state));
  };
  const groups = grouped(headline, ({ user, slice }) => `${user} ${slice}`);
  for (const group of groups.values()) {
    const { user, slice } = group[0];
    const failed = group.filter(({ outcome }) => outcome === 'failed');
    if (failed.length < k) continue;
    const oks = paid.filter((o) => o.user === user && o.slice === slice && o.outcome === 'ok');
    const lastOk = Math.max(-1, ...oks.map(({ at }) => at));
    for (const [payer, theirs] of grouped(failed, (each) => each.payer)) {
      const last = Math.max(...theirs.map(({ at }) => at));
      const state = lastOk > last ? recovered : last >= 50 ? failing : unseen;
      raise(states.users, user, state);
      if (payer === null) continue;
      identified.add(user);
      raise(states.customers, payer, state);
    }
  }
  const counts = (map: Map<string, number>, of: number): object => {
    const having = (state: number): number => [...map.values()].filter((s) => s === state).length;
    return {
      ever: map.size,
      failing: having(failing),
      unseen: having(unseen),
      recovered: having(recovered),
      of,
    };
  };
  const own = grouped(
    paid.filter(({ payer, outcome }) => payer === 'us' && outcome === 'failed'),
    ({ user, slice }) => `${user} ${slice}`,
  );
  const ownUsers = [...own.values()].filter((group) => group.length >= k).map(([{ user }]) => user);
  const there = new Set(headline.map(({ user }) => user));
  const payers = new Set(headline.map(({ payer }) => payer).filter((payer) => payer !== null));
  return {
    users: counts(states.users, there.size),
    customers: counts(states.customers, payers.size),
    unidentified: [...states.users.keys()].filter((user) => !identified.has(user)).length,
    internal: { users: new Set(ownUsers).size, customers: ownUsers.length > 0 ? 1 : 0 },
  };
};
