import type { Rates, RatesInput } from '@rollcall/shared';
import { amountIn, changeRates, convert, withRates } from './rates.js';
import { noRates } from './review-state.js';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const put = (before: Rates, input: RatesInput, now = start): Rates => {
  const change = changeRates(before, input, now);
  if (!change.ok) throw new Error(change.error.detail);
  return change.value ? withRates(before, change.value, 'root') : before;
};
const dollars = put(noRates, [
  { currency: 'USD', rate: 0.9, from: start },
  { currency: 'USD', rate: 0.8, from: start + day },
]);

describe('rates', () => {
  it('hold from their date until the next one’s', () => {
    const amounts = [
      { amount: 100, currency: 'USD' },
      { amount: 5.1, currency: 'EUR' },
    ];
    const at = (time: number) => convert(amounts, dollars, time);
    expect(at(start + day - 1)).toMatchObject({ amount: 95.1, rates: [{ rate: 0.9 }] });
    expect(at(start + day)).toMatchObject({ amount: 85.1, currency: 'EUR', apart: [] });
    expect(at(start - 1)).toMatchObject({ amount: 5.1, apart: [amounts[0]], rates: [] });
  });

  it('convert both ways by way of the reporting currency, and count nothing where there is none', () => {
    const all = put(dollars, { currency: 'GBP', rate: 1.2, from: start });
    const pounds = [{ amount: 60, currency: 'GBP' }];
    expect(amountIn(pounds, 'USD', all, start)).toBeCloseTo(80);
    expect(amountIn(pounds, 'EUR', all, start)).toBeCloseTo(72);
    expect(amountIn(pounds, 'CHF', all, start)).toBe(0);
    expect(amountIn(pounds, 'GBP', noRates, start)).toBe(60);
  });

  it('of the same day take the place of one another; the same again is nothing new', () => {
    const again = put(dollars, { currency: 'USD', rate: 0.95, from: start });
    expect(again.rates.map(({ rate }) => rate)).toEqual([0.95, 0.8]);
    const same = changeRates(dollars, { currency: 'USD', rate: 0.9, from: start }, start);
    expect(same).toEqual({ ok: true, value: undefined });
  });

  it('are void in another reporting currency', () => {
    const francs = put(dollars, { reporting: 'CHF', rates: [{ currency: 'EUR', rate: 0.97 }] });
    expect(francs).toMatchObject({ reporting: 'CHF', rates: [{ currency: 'EUR', from: start }] });
  });

  it.each<[RatesInput, string]>([
    [{ currency: 'EUR', rate: 2 }, 'currency'],
    [[{ currency: 'USD', rate: 2, from: 'soon' }], '0.from'],
    [{ reporting: 'USD', rates: [{ currency: 'USD', rate: 1 }] }, 'rates.0.currency'],
  ])('%j is refused by name', (input, field) => {
    expect(changeRates(noRates, input, start)).toMatchObject({ ok: false, error: { field } });
  });
});
