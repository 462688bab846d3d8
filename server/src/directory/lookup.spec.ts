import { directoryOf } from './directory.fixture.js';
import { findMatches } from './lookup.js';

const people = directoryOf(
  {
    id: 'c-1',
    name: 'Miller',
    contact: { email: 'bills@miller.example', phone: '555 7' },
    users: [{ id: 'tom', aliases: ['t@home.example'] }],
  },
  { id: 'c-2', name: 'Miller & Sons', contact: 'office@miller.example' },
  { id: 'c-3', name: null, contact: { email: 7 } },
);

const found = (query: string): (string | null)[][] =>
  findMatches(people, query, (identity) => people.customerAt(identity, -1, 0)).map(
    ({ user, customer }) => [
      user < 0 ? null : people.textOf(user),
      customer < 0 ? null : people.customers.id(customer),
    ],
  );

describe('a lookup', () => {
  it.each([
    ['an identity, with who pays', 'tom', [['tom', 'c-1']]],
    ['an alias', 't@home.example', [['tom', 'c-1']]],
    ['a customer’s id', 'c-2', [[null, 'c-2']]],
    [
      'a name in any case, the exact one first',
      'miller',
      [
        [null, 'c-1'],
        [null, 'c-2'],
      ],
    ],
    ['a part of a name', 'sons', [[null, 'c-2']]],
    ['an e-mail', ' Bills@Miller.Example ', [[null, 'c-1']]],
    ['a contact that is plain text', 'office@miller', [[null, 'c-2']]],
  ])('finds %s', (_name, query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it('finds nobody for what means nobody', () => {
    expect(found('nobody')).toEqual([]);
    expect(found('   ')).toEqual([]);
  });

  it('finds ten at the most', () => {
    const many = directoryOf(
      ...Array.from({ length: 30 }, (_, i) => ({ id: `c-${i}`, name: `Miller ${i}` })),
    );
    expect(findMatches(many, 'miller', () => -1)).toHaveLength(10);
  });
});
