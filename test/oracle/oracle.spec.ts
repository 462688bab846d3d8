import type { CustomerInput, ImpactFilter } from '@rollcall/shared';
import type { Attempt, Person } from '../people/person.js';
import { ToldDirectory } from './directory.js';
import { impactOf, type Question, type Truth } from './impact.js';
import { trialsOf } from './trial.js';

/** Every rule of the count as a story of two lines, so that the oracle itself is beyond doubt. */

const minute = 60_000;
const now = Date.UTC(2026, 0, 15, 12);
const onset = now - 60 * minute;
const ago = (minutes: number): number => now - minutes * minute;

type Did = Partial<Attempt> & { at: number };

const failed = (at: number, more: Partial<Attempt> = {}): Did => ({
  at,
  outcome: 'failed',
  ...more,
});
const ok = (at: number, more: Partial<Attempt> = {}): Did => ({ at, outcome: 'ok', ...more });

const person = (id: string, ...did: Did[]): Person => ({
  id,
  remarks: [],
  attempts: did.map((d) => ({
    service: 'play',
    region: 'US',
    channel: 'tv',
    outcome: 'ok',
    identity: id,
    ...d,
  })),
});

const ask = (people: Person[], told: CustomerInput[] = [], more: Partial<Question> = {}): Truth => {
  const directory = new ToldDirectory(told.map((body) => ({ putAt: now, body })));
  return impactOf(trialsOf(people, directory), directory, { scope: {}, onset, now, ...more });
};

const states = ({ users }: Truth) => [users.failing, users.unseen, users.recovered];
const filtered = (filter: ImpactFilter): Partial<Question> => ({ filter });

describe('a user', () => {
  it('is failing when the last attempt failed within ten minutes, unseen after that', () => {
    expect(states(ask([person('a', failed(ago(10)))]))).toEqual([1, 0, 0]);
    expect(states(ask([person('a', failed(ago(10) - 1))]))).toEqual([0, 1, 0]);
  });

  it('has recovered when an ok is later than the last failure; a tie counts as failed', () => {
    expect(states(ask([person('a', failed(ago(5)), ok(ago(5) + 1))]))).toEqual([0, 0, 1]);
    expect(states(ask([person('a', failed(ago(5)), ok(ago(5)))]))).toEqual([1, 0, 0]);
    expect(states(ask([person('a', ok(ago(5)), failed(ago(5) - 1))]))).toEqual([0, 0, 1]);
  });

  it('is neither harmed nor healed by slow, but was there', () => {
    const slow = ask([person('a', { at: ago(4), outcome: 'slow' })]);
    expect([slow.users.ever, slow.users.of]).toEqual([0, 1]);
    expect(states(ask([person('a', failed(ago(5)), { at: ago(4), outcome: 'slow' })]))).toEqual([
      1, 0, 0,
    ]);
  });

  it('recovers slice by slice', () => {
    const a = person('a', failed(ago(5)), failed(ago(5), { channel: 'web' }), ok(ago(4)));
    expect(states(ask([a]))).toEqual([1, 0, 0]);
    expect(states(ask([a], [], filtered({ channel: 'tv' })))).toEqual([0, 0, 1]);
  });

  it('who failed on TV in the US and on the web in Canada is no case of TV in Canada', () => {
    const a = person('a', failed(ago(5)), failed(ago(5), { region: 'CA', channel: 'web' }));
    expect(ask([a], [], filtered({ region: 'CA', channel: 'tv' })).users.ever).toBe(0);
    expect(ask([a], [], filtered({ region: ['US', 'CA'], channel: 'tv' })).users.ever).toBe(1);
  });

  it('counts from the onset to the end, both included', () => {
    const early = person('a', failed(onset - 1));
    const first = person('b', failed(onset));
    const last = person('c', failed(ago(20)));
    const late = person('d', failed(ago(20) + 1));
    const truth = ask([early, first, last, late], [], { resolvedAt: ago(20) });
    expect([truth.users.ever, truth.users.of]).toEqual([2, 2]);
    expect(states(truth)).toEqual([1, 1, 0]);
  });

  it('is one over all identities that the directory knows of', () => {
    const a = person('a', failed(ago(5)), ok(ago(4), { identity: 'a@x' }));
    expect(states(ask([a]))).toEqual([1, 0, 0]);
    expect(ask([a]).users.of).toBe(2);
    const told = ask([a], [{ id: 'c', users: [{ id: 'a', aliases: ['a@x'] }] }]);
    expect(states(told)).toEqual([0, 0, 1]);
    expect(told.users.of).toBe(1);
  });

  it('is affected from as many failures in one slice as the service says', () => {
    const failures = { play: 2 };
    const split = person('a', failed(ago(5)), failed(ago(5), { channel: 'web' }));
    const twice = person('b', failed(ago(5)), failed(ago(5)));
    expect(ask([split, twice], [], { failures }).users.ever).toBe(1);
  });

  it('is no probe', () => {
    const probe = person('a', failed(ago(5), { synthetic: true }));
    expect(ask([probe]).users).toMatchObject({ ever: 0, of: 0 });
  });

  it('is counted in the scope only', () => {
    const a = person('a', failed(ago(5)));
    expect(ask([a], [], { scope: { services: ['pay'] } }).users.ever).toBe(0);
    expect(ask([a], [], { scope: { services: ['play'], regions: [] } }).users.ever).toBe(1);
    const tv = { service: 'play', region: 'US', channel: 'tv' };
    expect(ask([a], [], { scope: { slices: [tv] } }).users.ever).toBe(1);
    expect(ask([a], [], { scope: { slices: [{ ...tv, region: 'CA' }] } }).users.ever).toBe(0);
  });
});

describe('a customer', () => {
  const home = { id: 'c', users: ['a', 'b'] };

  it('is one however many of its users are affected, and as badly off as the worst of them', () => {
    const truth = ask(
      [person('a', failed(ago(5)), ok(ago(4))), person('b', failed(ago(30)))],
      [home],
    );
    expect(truth.users.ever).toBe(2);
    expect(truth.customers).toMatchObject({ ever: 1, failing: 0, unseen: 1, recovered: 0, of: 1 });
  });

  it('named by the signal wins if the directory knows it, else the directory wins', () => {
    const named = person('a', failed(ago(5), { names: 'other' }));
    expect([...ask([named], [home]).affected.keys()]).toEqual(['c']);
    expect([...ask([named], [home, { id: 'other' }]).affected.keys()]).toEqual(['other']);
  });

  it('named by a signal is one of unknown type; by any signal of the same stranger', () => {
    const stranger = person('x', failed(ago(5)), ok(ago(7), { names: 'new' }));
    const truth = ask([stranger], []);
    expect([...truth.affected.keys()]).toEqual(['new']);
    expect(truth.unidentified).toBe(0);
    expect(ask([stranger], [], filtered({ type: 'unknown', stage: 'unknown' })).users.ever).toBe(1);
    const later = person(
      'x',
      failed(ago(5)),
      ok(ago(7), { names: 'old' }),
      ok(ago(6), { names: 'new' }),
    );
    expect(ask([later])).toMatchObject({ unidentified: 1, customers: { ever: 0, of: 2 } });
  });

  it('nobody knows of makes an unidentified user, and the coverage less', () => {
    const truth = ask(
      [person('x', failed(ago(5))), person('a', failed(ago(5)), failed(ago(6)))],
      [home],
    );
    expect(truth).toMatchObject({ unidentified: 1, coverage: 2 / 3 });
    expect(truth.users.ever).toBe(2);
    expect(ask([person('x', failed(ago(5)))], [], filtered({ type: 'consumer' })).users.ever).toBe(
      0,
    );
    expect(ask([]).coverage).toBeNull();
  });

  it('keeps what a user met before moving to another', () => {
    const a = person('a', failed(ago(30)), failed(ago(5)));
    const moved = { id: 'd', users: ['a'], validFrom: ago(20) };
    const truth = ask([a], [home, moved]);
    expect([...truth.affected]).toEqual([
      ['c', { state: 'unseen', users: 1, failures: 1 }],
      ['d', { state: 'failing', users: 1, failures: 1 }],
    ]);
    expect(truth.users.ever).toBe(1);
  });

  it('told of without a date is so from the telling on, and before anything was known at all', () => {
    const directory = new ToldDirectory([
      { putAt: ago(20), body: home },
      { putAt: ago(10), body: { id: 'd', users: ['a'] } },
    ]);
    const payers = [ago(30), ago(20), ago(15), ago(10), now].map((at) =>
      directory.payerOf('a', at),
    );
    expect(payers).toEqual(['d', 'c', 'c', 'd', 'd']);
  });

  it('told of with a date is so from then on, whatever else was told before or after', () => {
    const stages = (told: [number, CustomerInput][]) => {
      const directory = new ToldDirectory(told.map(([putAt, body]) => ({ putAt, body })));
      return [ago(50), ago(30), ago(10), now].map((at) => directory.stageOf('c', at));
    };
    const undated: CustomerInput = { id: 'c', stage: 'buyer' };
    const dated: CustomerInput = { id: 'c', stage: 'subscriber', validFrom: ago(40) };
    const b = 'buyer';
    const s = 'subscriber';
    expect(
      stages([
        [ago(20), undated],
        [ago(15), dated],
      ]),
    ).toEqual([b, s, s, s]);
    expect(stages([[ago(20), dated]])).toEqual([s, s, s, s]);
    expect(
      stages([
        [ago(20), dated],
        [ago(15), undated],
      ]),
    ).toEqual([s, s, b, b]);
  });

  it('is of the type and stage that it had at the failure', () => {
    const told: CustomerInput[] = [
      { ...home, type: 'consumer', stage: 'buyer' },
      { id: 'c', stage: 'subscriber', validFrom: ago(20) },
    ];
    const a = [person('a', failed(ago(30)), ok(ago(10)))];
    expect(ask(a, told, filtered({ stage: 'buyer' })).customers).toMatchObject({ ever: 1, of: 1 });
    expect(ask(a, told, filtered({ stage: 'subscriber' })).customers).toMatchObject({
      ever: 0,
      of: 1,
    });
    expect(ask(a, told, filtered({ stage: ['subscriber', 'buyer'] })).customers.ever).toBe(1);
  });

  it('that is our own is shown apart', () => {
    const told: CustomerInput[] = [
      { ...home, type: 'internal', monthlyRevenue: { amount: 1, currency: 'EUR' } },
    ];
    const truth = ask([person('a', failed(ago(5)))], told);
    expect(truth).toMatchObject({
      internal: { users: 1, customers: 1 },
      revenue: [],
      coverage: null,
    });
    expect([truth.users.ever, truth.users.of, truth.customers.of]).toEqual([0, 0, 0]);
    const only = ask([person('a', failed(ago(5)))], told, filtered({ type: 'internal' }));
    expect(only.users).toMatchObject({ ever: 1, of: 1 });
  });
});

describe('revenue', () => {
  const eur = (amount: number) => ({ amount, currency: 'EUR' });
  const a = [person('a', failed(ago(5))), person('b', failed(ago(5)))];
  const through = (billedThrough: string): CustomerInput[] => [
    { id: 'c1', users: ['a'], billedThrough, monthlyRevenue: eur(0.1) },
    { id: 'c2', users: ['b'], billedThrough, monthlyRevenue: eur(0.2) },
  ];

  it('adds up per currency, once per payer', () => {
    const told: CustomerInput[] = [
      { id: 'c1', users: ['a'], monthlyRevenue: eur(7.1) },
      { id: 'c2', users: ['b'], monthlyRevenue: { amount: 5, currency: 'USD' } },
    ];
    expect(ask(a, told).revenue).toEqual([eur(7.1), { amount: 5, currency: 'USD' }]);
  });

  it('is the reseller’s invoice, once, where it states one; else its customers’ own', () => {
    const reseller: CustomerInput = { id: 'r', type: 'reseller', monthlyRevenue: eur(100) };
    expect(ask(a, [...through('r'), reseller]).revenue).toEqual([eur(100)]);
    expect(ask(a, [...through('r'), { id: 'r', type: 'reseller' }]).revenue).toEqual([eur(0.3)]);
  });
});
