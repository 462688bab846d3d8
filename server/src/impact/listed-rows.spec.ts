import {
  affectedSorts,
  type AffectedCustomer,
  type ImpactFilter,
  type Outcome,
} from '@rollcall/shared';
import fc from 'fast-check';
import { RememberedRows } from './remembered-rows.js';
import { Street } from './street.fixture.js';

/** What happens from one minute to the next. */
type Step =
  | { try: { identity: string; outcome: Outcome; late: number; slice: string } }
  | { put: object }
  | { ask: number };

/** Asked again and again. */
const filters: ImpactFilter[] = [
  {},
  { channel: 'tv' },
  { depth: ['impaired', 'down'] },
  { type: ['consumer', 'unknown'] },
  { language: 'de' },
];

const statements = [
  { id: 'firm', language: 'de', users: ['a', 'b'] },
  { id: 'firm', type: 'business', users: ['b', 'c'] },
  { id: 'firm', language: 'fr' },
  { id: 'home', type: 'consumer', users: ['d', { id: 'e', aliases: ['e-2'] }] },
  { id: 'home', type: 'consumer', users: ['a', 'd'] },
];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({
      try: fc.record({
        identity: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'e-2', 'guest'),
        outcome: fc.constantFrom<Outcome[]>('ok', 'ok', 'failed'),
        late: fc.nat(3),
        slice: fc.constantFrom('play/US/tv', 'pay/US/web'),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ put: fc.constantFrom(...statements) }) },
  { weight: 8, arbitrary: fc.record({ ask: fc.nat(4) }) },
);

const rules = fc.record({
  k: fc.constantFrom(1, 1, 2),
  audience: fc.constantFrom<Record<string, number>>({}, {}, { play: 0.5 }, { play: 1, pay: 0.6 }),
  filter: fc.constantFrom(...filters),
});

/** How many customers there are in each state, and how many users of whom none is known. */
const rowsOf = (list: AffectedCustomer[]): number[] => [
  ...['failing', 'unseen', 'recovered'].map(
    (state) => list.filter((row) => row.customer !== null && row.state === state).length,
  ),
  list.filter((row) => row.customer === null).length,
];

describe('a list that is kept', () => {
  it('has the rows of one made afresh, and as many as are counted, whatever came in between', () => {
    const steps = fc.array(step, { minLength: 15, maxLength: 40 });
    fc.assert(
      fc.property(steps, rules, (all, { k, audience, filter }) => {
        const street = new Street().put(0, statements[0], statements[3]);
        const count = street.follow();
        const lists = new RememberedRows();
        let now = 10;
        for (const each of all) {
          now++;
          if ('put' in each) street.put(now, each.put);
          else if ('try' in each) {
            const { identity, outcome, late, slice } = each.try;
            street.tries(identity, outcome, now - late, { slice });
          } else {
            const question = { filter, k, now, audience };
            const sort = affectedSorts[each.ask];
            const list = street.listOf(lists, count, question, sort);
            expect(list).toEqual(street.listOf(new RememberedRows(), count, question, sort));
            const { customers, unidentified } = street.tallyOf(count, question);
            const { failing, unseen, recovered } = customers;
            expect(rowsOf(list)).toEqual([failing, unseen, recovered, unidentified]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells by the time alone that nobody has heard of them since', () => {
    const street = new Street().tries('guest', 'failed', 50);
    const count = street.follow();
    const lists = new RememberedRows();
    const states = (now: number): string[] =>
      street.listOf(lists, count, { now }, 'state').map(({ state }) => state);
    expect(states(60)).toEqual(['failing']);
    expect(states(61)).toEqual(['unseen']);
    expect(states(60)).toEqual(['failing']);
  });
});
