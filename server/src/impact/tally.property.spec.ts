import type { ImpactFilter, Outcome } from '@rollcall/shared';
import fc from 'fast-check';
import { directory, identities, plainly, type Try } from './plain-tally.fixture.js';
import { sliceOf, Street } from './street.fixture.js';

const places = ['play/US/tv', 'play/US/web', 'play/CA/tv', 'play/CA/web', 'pay/US/web'];

const oneTry: fc.Arbitrary<Try> = fc.record({
  identity: fc.constantFrom(...identities),
  customer: fc.constantFrom('', '', '', 'works', 'typo', 'other'),
  outcome: fc.constantFrom<Outcome[]>('ok', 'slow', 'failed', 'failed'),
  at: fc.integer({ min: 40, max: 60 }),
  slice: fc.constantFrom(...places),
});
const tries = fc.array(oneTry, { maxLength: 40 });

const streetOf = (list: Try[], directoryAfter = 0): Street => {
  const street = new Street();
  const tell = ({ identity, outcome, at, slice, customer }: Try): Street =>
    street.tries(identity, outcome, at, { slice, customer });
  list.slice(0, directoryAfter).forEach(tell);
  street.put(70, ...directory);
  list.slice(directoryAfter).forEach(tell);
  return street;
};

/** Keeps the gravest state of each. */
const union = (all: Record<string, number>[]): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const states of all) {
    for (const [name, state] of Object.entries(states)) {
      found[name] = Math.max(found[name] ?? 0, state);
    }
  }
  return found;
};

const single = (slice: string): ImpactFilter => sliceOf(slice);
const k = fc.constantFrom(1, 2, 3);

describe('margins are unions', () => {
  it.each<[string, ImpactFilter, (slice: string) => boolean]>([
    ['a region', { region: 'US' }, (slice) => slice.includes('/US/')],
    ['a channel', { channel: 'tv' }, (slice) => slice.endsWith('/tv')],
    ['a service', { service: 'play' }, (slice) => slice.startsWith('play/')],
    ['a region’s channel', { region: 'CA', channel: 'web' }, (slice) => slice.endsWith('CA/web')],
    ['several regions', { region: ['US', 'CA'] }, () => true],
    ['everything', {}, () => true],
  ])('%s has whom its slices have, in the gravest state of each', (_name, filter, has) => {
    fc.assert(
      fc.property(tries, k, (list, failures) => {
        const street = streetOf(list);
        const parts = places
          .filter(has)
          .map((slice) => street.states({ filter: single(slice), k: failures }));
        expect(street.states({ filter, k: failures })).toEqual(union(parts));
      }),
    );
  });

  it('and a scope of single slices counts what a filter for each of them does', () => {
    fc.assert(
      fc.property(tries, fc.subarray(places, { minLength: 1 }), (list, picked) => {
        const street = streetOf(list);
        const parts = picked.map((slice) => street.states({ filter: single(slice) }));
        const scope = { slices: picked.map(sliceOf) };
        expect(street.states({ scope })).toEqual(union(parts));
      }),
    );
  });
});

describe('the same numbers', () => {
  it('come of any order of arrival, and of a directory known before, during or after', () => {
    const shuffled = tries.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
        fc.nat({ max: 40 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, k, ([list, others, directoryAfter], failures) => {
        const question = { k: failures, filter: {} };
        const [a, b] = [streetOf(list), streetOf(others, directoryAfter)];
        expect(b.tally(question)).toEqual(a.tally(question));
        expect(b.affected(question)).toEqual(a.affected(question));
      }),
    );
  });

  it('are those of the rule, worked out the plain way', () => {
    fc.assert(
      fc.property(tries, k, (list, failures) => {
        const counted = streetOf(list).tally({ k: failures });
        expect(counted).toMatchObject(plainly(list, failures));
      }),
      { numRuns: 500 },
    );
  });

  it('come with and without interactions that name nobody, which lower the coverage alone', () => {
    const nobody = tries.map((list) =>
      list.map((each) => ({ ...each, identity: '', customer: '' })),
    );
    fc.assert(
      fc.property(tries, nobody, k, (list, nameless, failures) => {
        const without = streetOf(list).tally({ k: failures });
        const withThem = streetOf([...list, ...nameless]);
        const failed = nameless.filter(({ outcome }) => outcome === 'failed').length;
        const { coverage, anonymous, ...counts } = withThem.tally({ k: failures });
        expect({ ...without, ...counts }).toEqual(without);
        expect(anonymous).toBe(failed);
        if (failed > 0) expect(coverage).toBeLessThan(1);
        else expect(coverage).toBe(without.coverage);
        expect(withThem.affected({ k: failures })).toEqual(
          streetOf(list).affected({ k: failures }),
        );
        const typed = { k: failures, filter: { type: 'consumer' as const } };
        expect(withThem.tally(typed).anonymous).toBe(0);
      }),
    );
  });

  it('hold until the time at which they say they change', () => {
    fc.assert(
      fc.property(tries, fc.integer({ min: 60, max: 75 }), fc.nat(20), (list, now, later) => {
        const street = streetOf(list);
        const { changesAt, ...counted } = street.tally({ now });
        if ((now + later) * 60_000 >= changesAt) return;
        expect(street.tally({ now: now + later })).toMatchObject(counted);
      }),
    );
    const street = streetOf([
      { identity: 'tom', customer: '', outcome: 'failed', at: 60, slice: 'play/US/tv' },
    ]);
    const { changesAt } = street.tally({ now: 60 });
    expect(street.tally({ now: (changesAt - 1) / 60_000 }).users.failing).toBe(1);
    expect(street.tally({ now: changesAt / 60_000 }).users.failing).toBe(0);
  });
});
