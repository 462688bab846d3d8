import type { ImpactFilter, Outcome, Scope } from '@rollcall/shared';
import fc from 'fast-check';
import { groupsOf } from './breakdown.js';
import { partsOf, tallyGroups } from './grouped-tally.js';
import { joinedOf } from './joined-count.js';
import { directory, identities } from './plain-tally.fixture.js';
import { Street } from './street.fixture.js';
import { together } from './together.js';

const places = ['play/US/tv', 'play/US/web', 'play/CA/tv', 'pay/US/web'];
const tries = fc.array(
  fc.record({
    identity: fc.constantFrom(...identities, 'x-1', 'x-2'),
    customer: fc.constantFrom('', '', '', 'works', 'typo'),
    outcome: fc.constantFrom<Outcome[]>('ok', 'failed', 'failed'),
    at: fc.integer({ min: 40, max: 60 }),
    slice: fc.constantFrom(...places),
  }),
  { maxLength: 40 },
);
type Tries = typeof tries extends fc.Arbitrary<infer T> ? T : never;

const streetOf = (list: Tries): Street => {
  const street = new Street().put(
    0,
    ...directory,
    { id: 'miller', monthlyRevenue: { amount: 12, currency: 'EUR' }, language: 'de', since: 5 },
    { id: 'works', monthlyRevenue: { amount: 120, currency: 'USD' }, billedThrough: 'r' },
    { id: 'r', monthlyRevenue: { amount: 900, currency: 'USD' }, users: ['x-1'] },
  );
  for (const { identity, outcome, at, slice, customer } of list) {
    street.tries(identity, outcome, at, { slice, customer });
  }
  return street;
};

const filters: ImpactFilter[] = [
  {},
  { type: 'internal' },
  { type: ['business', 'internal'], channel: 'web' },
  { language: 'de' },
  { depth: 'down' },
];
const scopes: Scope[] = [
  { services: ['play'] },
  { regions: ['US'] },
  { channels: ['tv'] },
  { services: ['pay'], channels: ['web'] },
];

describe('several incidents as one', () => {
  it('are, of one alone, its own numbers under any filter', () => {
    fc.assert(
      fc.property(tries, fc.constantFrom(...filters), (list, filter) => {
        const street = streetOf(list);
        const { anonymous: _, changesAt: __, ...own } = street.tally({ filter });
        expect(together([street.count()], filter, street.context())).toEqual(own);
      }),
    );
  });

  it('have whom any of them has, once, in the gravest state', () => {
    fc.assert(
      fc.property(tries, fc.subarray(scopes, { minLength: 1 }), (list, chosen) => {
        const street = streetOf(list);
        const counts = chosen.map((scope) => street.count({ scope }));
        const states = new Map<string, number>();
        const there = new Set<string>();
        for (const scope of chosen) {
          for (const [name, state] of Object.entries(street.states({ scope })))
            states.set(name, Math.max(states.get(name) ?? 0, state));
          for (const { slice, identity } of list) {
            const [service, region, channel] = slice.split('/');
            const { services = [service], regions = [region], channels = [channel] } = scope;
            if (!services.includes(service) || !regions.includes(region)) continue;
            if (channels.includes(channel)) there.add(identity);
          }
        }
        const of = (kind: string, state: number): number =>
          [...states].filter(([name, is]) => name.startsWith(kind) && is === state).length;
        const all = together(counts, {}, street.context());
        for (const [kind, counted] of [
          ['u:', all.users],
          ['c:', all.customers],
        ] as const) {
          expect([counted.recovered, counted.unseen, counted.failing]).toEqual(
            [1, 2, 3].map((state) => of(kind, state)),
          );
        }
        expect(all.users.of).toBeLessThanOrEqual(there.size);
        expect(all.users.of).toBeGreaterThanOrEqual(all.users.ever);
        // nobody is two: the whole never has more than its parts
        const parts = chosen.map((scope) => street.tally({ scope }).users.of);
        expect(all.users.of).toBeGreaterThanOrEqual(Math.max(...parts));
        expect(all.users.of).toBeLessThanOrEqual(parts.reduce((a, b) => a + b, 0));
      }),
    );
  });

  it('count an invoice once', () => {
    const street = streetOf([
      { identity: 'ann', customer: '', outcome: 'failed', at: 50, slice: 'play/US/tv' },
      { identity: 'x-1', customer: '', outcome: 'failed', at: 50, slice: 'pay/US/web' },
      { identity: 'tom', customer: '', outcome: 'failed', at: 50, slice: 'pay/US/web' },
    ]);
    const counts = scopes.map((scope) => street.count({ scope }));
    expect(together(counts, {}, street.context()).revenue).toEqual([
      { amount: 12, currency: 'EUR' },
      { amount: 900, currency: 'USD' },
    ]);
  });
});

describe('a breakdown', () => {
  const exact = ['new', 'language', 'depth', 'revenue'] as const;
  const all = [...exact, 'type', 'stage', 'service', 'region', 'channel'] as const;

  it('holds every customer: once by what a customer is, at least once by where and when', () => {
    fc.assert(
      fc.property(
        tries,
        fc.constantFrom(...filters),
        fc.constantFrom(...all),
        (list, filter, by) => {
          const street = streetOf(list);
          const count = street.count();
          const context = street.context();
          const { codes } = joinedOf(count, context);
          const groups = groupsOf(by, codes, context.people.customers, filter);
          const sum = groups
            .map(
              ({ filter: own }) => street.tally({ filter: { ...filter, ...own } }).customers.ever,
            )
            .reduce((a, b) => a + b, 0);
          const { ever } = street.tally({ filter }).customers;
          if ((exact as readonly string[]).includes(by)) expect(sum).toBe(ever);
          // how deep it went in one region says nothing of all of them
          else if (filter.depth === undefined) expect(sum).toBeGreaterThanOrEqual(ever);
          expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
        },
      ),
    );
  });

  it('has in each group what is counted under its own filter', () => {
    const audiences = fc.constantFrom<Record<string, number>>({}, {}, { play: 0.5 });
    fc.assert(
      fc.property(
        tries,
        fc.constantFrom(...filters),
        fc.constantFrom(...all),
        fc.record({ k: fc.constantFrom(1, 2), audience: audiences }),
        (list, filter, by, rules) => {
          const street = streetOf(list);
          const count = street.count();
          const context = street.context(rules);
          const { codes } = joinedOf(count, context);
          const groups = groupsOf(by, codes, context.people.customers, filter);
          const expected = groups.map((group) =>
            partsOf(street.tally({ ...rules, filter: { ...filter, ...group.filter } })),
          );
          expect(tallyGroups(count, filter, by, groups, context)).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('by revenue has bands that fit into the band that is asked for', () => {
    const { people } = streetOf([]);
    const { codes } = joinedOf(streetOf([]).count(), streetOf([]).context());
    const asked = { currency: 'USD', revenueMin: 50, revenueMax: 500 };
    expect(groupsOf('revenue', codes, people.customers, asked).map(({ filter }) => filter)).toEqual(
      [
        { currency: 'USD', revenueMin: 50, revenueMax: 100 },
        { currency: 'USD', revenueMin: 100, revenueMax: 500 },
      ],
    );
  });
});
