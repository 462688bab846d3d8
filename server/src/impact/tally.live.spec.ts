import type { ImpactFilter, Outcome } from '@rollcall/shared';
import fc from 'fast-check';
import { Street } from './street.fixture.js';

/** What happens from one minute to the next. */
type Step =
  | { try: { identity: string; customer: string; outcome: Outcome; late: number; slice: string } }
  | { put: object }
  | { ask: ImpactFilter };

const filters: ImpactFilter[] = [
  {},
  { region: 'US' },
  { channel: ['tv', 'ios'] },
  { type: 'consumer' },
  { type: ['business', 'unknown'], region: 'CA' },
  { type: 'internal' },
  { stage: 'buyer' },
  { new: ['true', 'unknown'] },
  { language: 'de', channel: 'tv' },
  { revenueMin: 10, revenueMax: 50 },
  { billedThrough: 'typo' },
  { depth: ['impaired', 'down'] },
  { depth: 'touched', region: 'US' },
];

const statements = [
  { id: 'miller', type: 'consumer', users: ['tom', { id: 'mia', aliases: ['m-2'] }] },
  { id: 'miller', stage: 'buyer', users: ['tom'] },
  { id: 'miller', stage: 'former' },
  { id: 'works', type: 'business', users: ['ann', { id: 'bob', aliases: ['mia'] }] },
  { id: 'works', type: 'consumer', users: ['tom', { id: 'm-2', aliases: ['guest'] }] },
  { id: 'us', type: 'internal', users: ['dev', 'ann'] },
  { id: 'typo', type: 'business' },
  { id: 'miller', language: 'DE', since: 1, monthlyRevenue: { amount: 12, currency: 'EUR' } },
  { id: 'works', language: null, monthlyRevenue: { amount: 50, currency: 'USD' } },
  { id: 'works', billedThrough: 'typo' },
  { id: 'other', language: 'de', users: ['guest'] },
  { id: 'typo', monthlyRevenue: { amount: 500, currency: 'EUR' } },
];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      try: fc.record({
        identity: fc.constantFrom('tom', 'mia', 'm-2', 'ann', 'bob', 'dev', 'guest', ''),
        customer: fc.constantFrom('', '', '', 'works', 'typo', 'other'),
        outcome: fc.constantFrom<Outcome[]>('ok', 'slow', 'failed', 'failed'),
        late: fc.nat(8),
        slice: fc.constantFrom('play/US/tv', 'play/US/web', 'play/CA/tv', 'pay/US/ios'),
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ put: fc.constantFrom(...statements) }) },
  { weight: 4, arbitrary: fc.record({ ask: fc.constantFrom(...filters) }) },
);

const rules = fc.record({
  k: fc.constantFrom(1, 2),
  audience: fc.constantFrom<Record<string, number>>({}, { play: 0.5 }, { play: 1, pay: 0.6 }),
});

describe('a count that is followed and asked as things happen', () => {
  it('has the numbers of one made afresh, whatever was said and asked in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), rules, (steps, { k, audience }) => {
        const street = new Street();
        const count = street.follow();
        let now = 10;
        const compare = (filter: ImpactFilter): void => {
          const question = { filter, k, now, audience };
          expect(street.tallyOf(count, question)).toEqual(street.tally(question));
        };
        for (const each of steps) {
          now++;
          if ('put' in each) street.put(now, each.put);
          else if ('ask' in each) compare(each.ask);
          else {
            const { identity, customer, outcome, late, slice } = each.try;
            const named = identity === '' ? '' : customer;
            street.tries(identity, outcome, now - late, { slice, customer: named });
          }
        }
        filters.forEach(compare);
      }),
      { numRuns: 500 },
    );
  });
});
