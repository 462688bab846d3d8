import type { AffectedDetail, AffectedSlice } from '@rollcall/shared';
import type { z } from 'zod';
import type { AffectedRows } from './affected-rows.js';
import { described } from './affected.js';
import { recovered, stateNames } from './judge.js';
import type { TallyContext } from './tally-context.js';
import type { AffectedVisit } from './tally.js';

const mostPeople = 1_000;
const mostDownstream = 1_000;

type Met = z.infer<typeof AffectedSlice>;
type SliceMet = Met & { users: number };

const nameOf = (state: number): Met['state'] => stateNames[state] ?? 'recovered';

/** What several visits of one slice come to. */
class Meeting {
  private state = 0;
  private failures = 0;
  private firstFailed = Infinity;
  private lastFailed = 0;
  private lastOk = 0;
  private backAt = 0;
  readonly users = new Set<number>();

  constructor(private readonly slice: AffectedVisit['slice']) {}

  add(visit: AffectedVisit): void {
    this.state = Math.max(this.state, visit.state);
    this.failures += visit.failures;
    this.firstFailed = Math.min(this.firstFailed, visit.firstFailed);
    this.lastFailed = Math.max(this.lastFailed, visit.lastFailed);
    this.lastOk = Math.max(this.lastOk, visit.lastOk);
    this.backAt = Math.max(this.backAt, visit.lastOk);
    this.users.add(visit.user);
  }

  tell(): Met {
    const { service, region, channel } = this.slice;
    return {
      service,
      region,
      channel,
      state: nameOf(this.state),
      failures: this.failures,
      firstFailed: this.firstFailed,
      lastFailed: this.lastFailed,
      lastOk: this.lastOk === 0 ? null : this.lastOk,
      backAt: this.state === recovered ? this.backAt : null,
    };
  }
}

class Meetings {
  private readonly bySlice = new Map<string, Meeting>();

  add(visit: AffectedVisit): void {
    const { service, region, channel } = visit.slice;
    const key = JSON.stringify([service, region, channel]);
    const meeting = this.bySlice.get(key) ?? new Meeting(visit.slice);
    this.bySlice.set(key, meeting);
    meeting.add(visit);
  }

  tell(): SliceMet[] {
    return [...this.bySlice.values()]
      .map((meeting) => ({ ...meeting.tell(), users: meeting.users.size }))
      .sort((a, b) => a.firstFailed - b.firstFailed);
  }
}

type Told = Pick<AffectedDetail, 'slices' | 'people' | 'backAt'>;

/** Where an incident met a customer, and whom of its users, from the visits of a tally. */
const meetingsOf = (visits: readonly AffectedVisit[], { people }: TallyContext): Told => {
  const all = new Meetings();
  const byUser = new Map<number, Meetings>();
  for (const visit of visits) {
    all.add(visit);
    const theirs = byUser.get(visit.user) ?? new Meetings();
    byUser.set(visit.user, theirs);
    theirs.add(visit);
  }
  const slices = all.tell();
  const back = slices.map(({ backAt }) => backAt);
  const whole = back.filter((at) => at !== null);
  return {
    slices,
    people: [...byUser]
      .map(([user, theirs]) => ({
        user: people.textOf(user),
        slices: theirs.tell().map(({ users: _users, ...met }) => met),
      }))
      .sort((a, b) => a.slices[0].firstFailed - b.slices[0].firstFailed)
      .slice(0, mostPeople),
    backAt: whole.length === back.length && whole.length > 0 ? Math.max(...whole) : null,
  };
};

/** The affected customers whose invoice goes to one, the gravest first. */
const downstreamOf = (
  rows: AffectedRows,
  payer: number,
  { people }: TallyContext,
): AffectedDetail['downstream'] =>
  [...people.customers.billedThrough(payer)]
    .flatMap((customer) => {
      const row = rows.rowOf(customer);
      if (row < 0) return [];
      const { name, monthlyRevenue } = people.customers.now(customer);
      return [{ row, id: people.customers.id(customer), name, monthlyRevenue }];
    })
    .sort((a, b) => rows.stateOf(b.row) - rows.stateOf(a.row) || (a.id < b.id ? -1 : 1))
    .slice(0, mostDownstream)
    .map(({ row, id, name, monthlyRevenue }) => ({
      customer: id,
      name: name ?? null,
      state: nameOf(rows.stateOf(row)),
      users: rows.depthOf(row).affected,
      monthlyRevenue: monthlyRevenue ?? null,
    }));

/** What was asked of a customer and lies in memory; `identities` are those of its users. */
type MetCustomer = Omit<
  AffectedDetail,
  'remarks' | 'remarksComplete' | 'complete' | 'atLeastSince'
> & { identities: Set<string> };

/** How the incident met one customer; `met` undefined: not at all. */
export const detailOf = (
  rows: AffectedRows,
  id: string,
  context: TallyContext,
): { met: MetCustomer | undefined; hasDownstream: boolean } => {
  const { people } = context;
  const customer = people.customers.find(id);
  const downstream = customer < 0 ? [] : downstreamOf(rows, customer, context);
  const hasDownstream = downstream.length > 0;
  const row = customer < 0 ? -1 : rows.rowOf(customer);
  if (row < 0) return { met: undefined, hasDownstream };
  const visits = rows.visitsOf(row);
  const users = [...new Set(visits.map(({ user }) => user))];
  const theirs = users.flatMap((user) => people.identitiesOf(user));
  const members = people.describe(id)?.users ?? [];
  const identities = new Set([
    ...theirs.map((identity) => people.textOf(identity)),
    ...members.flatMap(({ id: own, aliases }) => [own, ...aliases]),
  ]);
  const facts = described(rows, row, context);
  const met = { ...facts, ...meetingsOf(visits, context), downstream, identities };
  return { met, hasDownstream };
};
