import { saysNothingNew, toStatement, type CustomerStatement } from './statement.js';

const stated = (value: unknown): CustomerStatement => {
  const result = toStatement(value, 1_000);
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
};

describe('what a PUT says of a customer', () => {
  it('is kept with the time it was said, dates as epoch ms, users alike in form', () => {
    expect(
      stated({
        id: 'miller',
        name: 'The Millers',
        since: '2020-01-01T00:00:00Z',
        validFrom: 500,
        users: ['tom', { id: 'mia', aliases: ['mia@example.com'] }],
      }),
    ).toEqual({
      id: 'miller',
      facts: { name: 'The Millers', since: Date.UTC(2020, 0, 1) },
      users: [{ id: 'tom' }, { id: 'mia', aliases: ['mia@example.com'] }],
      statedAt: 1_000,
      validFrom: 500,
    });
  });

  it('leaves out what it does not say, and clears what it says is null', () => {
    const { facts, users, validFrom } = stated({ id: 'miller', name: null, since: null });
    expect(facts).toMatchObject({ name: null, since: null });
    expect('type' in facts).toBe(false);
    expect([users, validFrom]).toEqual([undefined, undefined]);
  });

  it.each([
    ['no id', {}, 'id'],
    ['an empty id', { id: '' }, 'id'],
    ['a type of its own', { id: 'a', type: 'vip' }, 'type'],
    ['an unknown type', { id: 'a', type: 'unknown' }, 'type'],
    [
      'a currency in words',
      { id: 'a', monthlyRevenue: { amount: 1, currency: 'euro' } },
      'currency',
    ],
    ['a negative amount', { id: 'a', monthlyRevenue: { amount: -1, currency: 'EUR' } }, 'amount'],
    ['a date that is none', { id: 'a', since: 'long ago' }, 'since'],
    ['a validFrom that is none', { id: 'a', validFrom: '2026-02-30T00:00:00Z' }, 'validFrom'],
    ['a user without an id', { id: 'a', users: [{ aliases: [] }] }, 'users'],
    ['no object', 'miller', ''],
  ])('%s is refused with field and remedy', (_name, value, field) => {
    expect(toStatement(value, 0)).toMatchObject({
      ok: false,
      error: {
        code: 'invalid',
        field: expect.stringContaining(field),
        remedy: expect.stringMatching(/./),
      },
    });
  });
});

describe('a statement says nothing new', () => {
  const known = {
    facts: {
      name: 'The Millers',
      type: 'consumer' as const,
      monthlyRevenue: { amount: 12.99, currency: 'EUR' },
    },
    users: [
      { id: 'tom', aliases: [] },
      { id: 'mia', aliases: ['mia@example.com', 'm-7'] },
    ],
  };

  it.each([
    { id: 'miller' },
    { id: 'miller', name: 'The Millers', type: 'consumer' },
    { id: 'miller', monthlyRevenue: { amount: 12.99, currency: 'EUR' } },
    { id: 'miller', monthlyRevenue: { currency: 'EUR', amount: 12.99 } },
    { id: 'miller', users: ['tom', 'mia'] },
    { id: 'miller', users: [{ id: 'mia', aliases: ['m-7', 'mia@example.com', 'mia'] }, 'tom'] },
  ])('if all of it is known: %j', (value) => {
    expect(saysNothingNew(stated(value), known)).toBe(true);
  });

  it.each([
    { id: 'miller', name: 'The Smiths' },
    { id: 'miller', name: null },
    { id: 'miller', stage: 'buyer' },
    { id: 'miller', validFrom: 1 },
    { id: 'miller', users: ['tom'] },
    { id: 'miller', users: ['tom', 'mia', 'lea'] },
    { id: 'miller', users: ['tom', 'lea'] },
    { id: 'miller', users: ['tom', 'tom'] },
    { id: 'miller', users: ['tom', { id: 'mia', aliases: ['m-7'] }] },
    { id: 'miller', users: [{ id: 'tom', aliases: ['t-1'] }, 'mia'] },
  ])('but not if a part is news: %j', (value) => {
    expect(saysNothingNew(stated(value), known)).toBe(false);
  });

  it('nor of a customer nobody knew', () => {
    expect(saysNothingNew(stated({ id: 'miller' }), undefined)).toBe(false);
  });
});
