import type { Money } from '@rollcall/shared';
import { directoryOf } from '../directory/directory.fixture.js';
import type { Customers } from '../directory/customers.js';
import { FailedCustomers } from './failed-customers.js';
import { sumRevenue } from './revenue.js';

const eur = (amount: number): Money => ({ amount, currency: 'EUR' });
const usd = (amount: number): Money => ({ amount, currency: 'USD' });

const { customers } = directoryOf(
  { id: 'miller', type: 'consumer', monthlyRevenue: eur(12.99) },
  { id: 'smith', type: 'consumer', monthlyRevenue: usd(9.99) },
  { id: 'free', type: 'consumer' },
  { id: 'left', type: 'consumer', monthlyRevenue: null },
  { id: 'reseller', type: 'reseller', monthlyRevenue: eur(1_000) },
  { id: 'a', type: 'business', monthlyRevenue: eur(300), billedThrough: 'reseller' },
  { id: 'b', type: 'business', monthlyRevenue: eur(400), billedThrough: 'reseller' },
  { id: 'vague', type: 'reseller' },
  { id: 'c', type: 'business', monthlyRevenue: eur(50), billedThrough: 'vague' },
  { id: 'd', type: 'business', monthlyRevenue: eur(60), billedThrough: 'vague' },
  { id: 'e', type: 'business', monthlyRevenue: eur(70), billedThrough: 'nobody' },
);

/** Of all customers something failed; only some are affected. */
const sum = (all: Customers, affected: Uint8Array): Money[] => {
  const failed = new FailedCustomers(all);
  // in another order than their numbers
  const places = Array.from(affected, (_, i) => failed.placeOf(all.size - 1 - i));
  return sumRevenue(
    failed,
    Uint8Array.from(places, (place) => affected[failed.list[place]]),
  );
};

const revenueOf = (...affected: string[]): Money[] => {
  const flags = new Uint8Array(customers.size);
  for (const id of affected) flags[customers.find(id)] = 1;
  return sum(customers, flags);
};

describe('revenue of the affected', () => {
  it.each<[string, string[], Money[]]>([
    ['nobody', [], []],
    ['who pays nothing', ['free', 'left'], []],
    ['currencies apart', ['miller', 'smith'], [eur(12.99), usd(9.99)]],
    ['one of a reseller’s customers: its invoice', ['a'], [eur(1_000)]],
    ['several of them: its invoice once', ['a', 'b', 'reseller'], [eur(1_000)]],
    ['those of a reseller that states none: their sum', ['c', 'd', 'vague'], [eur(110)]],
    ['one billed through somebody unknown: its own', ['e'], [eur(70)]],
  ])('%s', (_name, affected, expected) => {
    expect(revenueOf(...affected)).toEqual(expected);
  });

  it('loses no cent however many are added', () => {
    const many = directoryOf(
      ...Array.from({ length: 1_000 }, (_, i) => ({ id: `c-${i}`, monthlyRevenue: eur(0.1) })),
    );
    expect(sum(many.customers, new Uint8Array(1_000).fill(1))).toEqual([eur(100)]);
  });

  it('leaves out customers that only signals have named', () => {
    const people = directoryOf();
    people.meet('tom', 'miller');
    expect(sum(people.customers, Uint8Array.of(1))).toEqual([]);
  });
});
