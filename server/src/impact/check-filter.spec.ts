import type { ImpactFilter } from '@rollcall/shared';
import { directoryOf } from '../directory/directory.fixture.js';
import { checkFilter } from './check-filter.js';

const { customers: euros } = directoryOf({
  id: 'a',
  monthlyRevenue: { amount: 5, currency: 'EUR' },
});
const { customers: several } = directoryOf(
  { id: 'a', monthlyRevenue: { amount: 5, currency: 'EUR' } },
  { id: 'b', monthlyRevenue: { amount: 5, currency: 'USD' } },
);

describe('a filter', () => {
  it.each<[string, ImpactFilter, typeof euros]>([
    ['nothing', {}, several],
    ['a band of the one currency there is', { revenueMin: 5, revenueMax: 10 }, euros],
    ['a band of one of several', { revenueMin: 5, currency: 'USD' }, several],
    ['a currency in which nobody pays', { currency: 'CHF' }, several],
  ])('may ask for %s', (_name, filter, customers) => {
    expect(checkFilter(filter, customers)).toEqual({ ok: true, value: filter });
  });

  it.each<[string, ImpactFilter, string]>([
    ['a band with nothing in it', { revenueMin: 5, revenueMax: 5, currency: 'EUR' }, 'revenueMax'],
    ['a currency that does not exist', { currency: 'EUX' }, 'currency'],
    ['amounts of no currency where there are several', { revenueMin: 5 }, 'currency'],
  ])('may not ask for %s', (_name, filter, field) => {
    const checked = checkFilter(filter, several);
    expect(checked).toMatchObject({ ok: false, error: { code: 'invalid', field } });
    if (!checked.ok) expect(checked.error.remedy).toBeDefined();
  });
});
