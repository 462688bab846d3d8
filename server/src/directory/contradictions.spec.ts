import { RowsSoFar } from './contradictions.js';
import { toStatement, type CustomerStatement } from './statement.js';

const said = (row: unknown): CustomerStatement => {
  const statement = toStatement(row, 1);
  if (!statement.ok) throw new Error(statement.error.detail);
  return statement.value;
};

/** What is refused of some rows, by their place. */
const refused = (rows: unknown[], known: Record<string, string> = {}) => {
  const statements = rows.map(said);
  const soFar = new RowsSoFar(statements, (id) => known[id]);
  const found: Record<number, unknown> = {};
  statements.forEach((statement, index) => {
    const failure = soFar.contradiction(statement);
    if (failure) found[index] = failure;
    else soFar.add(index, statement);
  });
  return found;
};

describe('rows of one request', () => {
  it('may repeat each other, complete each other, and tell a history', () => {
    const anna = { id: 'c-1', type: 'consumer', users: [{ id: 'anna', aliases: ['a', 'b'] }] };
    const again = { ...anna, users: [{ id: 'anna', aliases: ['b', 'a', 'a'] }] };
    expect(refused([anna, again, { id: 'c-1', name: 'Anna' }])).toEqual({});
    expect(
      refused([
        { id: 'c-1', stage: 'buyer', validFrom: '2026-01-01T00:00:00Z', users: ['anna'] },
        { id: 'c-1', stage: 'former', validFrom: '2026-03-01T00:00:00Z', users: [] },
        { id: 'c-2', validFrom: '2026-03-01T00:00:00Z', users: ['anna'] },
      ]),
    ).toEqual({});
  });

  it('that say different things of one customer are refused, the second with the row of the first', () => {
    const rows = [
      { id: 'c-1', type: 'consumer', monthlyRevenue: { amount: 10, currency: 'EUR' } },
      { id: 'c-2', type: 'business' },
      { id: 'c-1', monthlyRevenue: { amount: 12, currency: 'EUR' } },
      { id: 'c-2', users: ['eve'] },
      { id: 'c-2', users: ['eve', 'mallory'] },
    ];
    expect(refused(rows)).toMatchObject({
      2: { field: 'monthlyRevenue', row: 0, detail: expect.stringContaining('row 0') },
      4: { field: 'users', row: 3 },
    });
  });

  it('that claim one person for two customers are refused, by any identity', () => {
    const rows = [
      { id: 'c-1', users: [{ id: 'anna', aliases: ['anna@x.example'] }] },
      { id: 'c-2', users: ['bob', 'anna@x.example'] },
    ];
    expect(refused(rows)).toMatchObject({
      1: { field: 'users', row: 0, detail: expect.stringContaining('"anna@x.example"') },
    });
  });

  it('that bill in a circle are refused, the row that closes it', () => {
    const rows = ['a', 'b', 'c'].map((id, i) => ({ id, billedThrough: ['b', 'c', 'a'][i] }));
    expect(refused(rows)).toMatchObject({
      2: {
        field: 'billedThrough',
        row: 1,
        detail: expect.stringContaining('"c" → "a" → "b" → "c"'),
      },
    });
    expect(refused([{ id: 'a', billedThrough: 'a' }])).toHaveProperty('0');
    // with what is known; unless the request itself changes it
    expect(refused([{ id: 'b', billedThrough: 'a' }], { a: 'b' })).toMatchObject({
      0: { field: 'billedThrough', detail: expect.stringContaining('circle') },
    });
    expect(
      refused(
        [
          { id: 'b', billedThrough: 'a' },
          { id: 'a', billedThrough: null },
        ],
        { a: 'b' },
      ),
    ).toEqual({});
    // a circle of others, known before, is not of this row's making
    expect(refused([{ id: 'x', billedThrough: 'a' }], { a: 'b', b: 'a' })).toEqual({});
  });
});
