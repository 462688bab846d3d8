import {
  fail,
  ok,
  type Converted,
  type Money,
  type Rate,
  type Rates,
  type RatesInput,
  type Result,
} from '@rollcall/shared';
import { timeField } from '../incidents/times.js';

/** What changes of the rates. */
export interface RatesChange {
  reporting: string;
  rates: Omit<Rate, 'by'>[];
}

/** Takes dated rates; the same again changes nothing. */
export const changeRates = (
  before: Rates,
  input: RatesInput,
  now: number,
): Result<RatesChange | undefined> => {
  const whole = Array.isArray(input)
    ? { rates: input }
    : 'reporting' in input
      ? input
      : { rates: [input] };
  const reporting = ('reporting' in whole ? whole.reporting : undefined) ?? before.reporting;
  const kept = reporting === before.reporting ? before.rates : [];
  const rates: RatesChange['rates'] = [];
  for (const [i, { currency, rate, from }] of (whole.rates ?? []).entries()) {
    const field = (name: string): string =>
      Array.isArray(input) ? `${i}.${name}` : 'reporting' in whole ? `rates.${i}.${name}` : name;
    if (currency === reporting) {
      return fail('invalid', `"${field('currency')}" is the reporting currency itself`, {
        field: field('currency'),
        remedy: `send rates of other currencies into ${reporting}`,
      });
    }
    const at = timeField(field('from'), from, now, now, true);
    if (!at.ok) return at;
    const same = kept.some(
      (each) => each.currency === currency && each.from === at.value && each.rate === rate,
    );
    if (!same) rates.push({ currency, rate, from: at.value });
  }
  return ok(
    reporting === before.reporting && rates.length === 0 ? undefined : { reporting, rates },
  );
};

/** The rates after a change: one of the same currency and time takes the place of the one before. */
export const withRates = (before: Rates, change: RatesChange, by: string): Rates => {
  const kept = change.reporting === before.reporting ? before.rates : [];
  const key = ({ currency, from }: { currency: string; from: number }): string =>
    `${currency} ${from}`;
  const all = new Map(kept.map((rate) => [key(rate), rate]));
  for (const rate of change.rates) all.set(key(rate), { ...rate, by });
  const rates = [...all.values()].sort(
    (a, b) => (a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : 0) || a.from - b.from,
  );
  return { reporting: change.reporting, rates };
};

/** The rate of a currency that holds at a time; undefined: none does. */
export const rateAt = ({ rates }: Rates, currency: string, at: number): Rate | undefined =>
  rates.findLast((rate) => rate.currency === currency && rate.from <= at);

/** What amounts are together in a currency, by the rates that hold at a time; what has none is left out. */
export const amountIn = (
  amounts: readonly Money[],
  currency: string,
  rates: Rates,
  at: number,
): number => {
  const worth = (each: string): number | undefined =>
    each === rates.reporting ? 1 : rateAt(rates, each, at)?.rate;
  const target = worth(currency);
  return amounts.reduce((sum, money) => {
    if (money.currency === currency) return sum + money.amount;
    const own = worth(money.currency);
    return own === undefined || target === undefined ? sum : sum + (money.amount * own) / target;
  }, 0);
};

/** Adds amounts up in the reporting currency by the rates that hold at a time; the rest stays apart. */
export const convert = (amounts: readonly Money[], rates: Rates, at: number): Converted => {
  const converted: Converted = { amount: 0, currency: rates.reporting, apart: [], rates: [] };
  for (const money of amounts) {
    if (money.currency === rates.reporting) {
      converted.amount += money.amount;
      continue;
    }
    const rate = rateAt(rates, money.currency, at);
    if (!rate) {
      converted.apart.push(money);
      continue;
    }
    converted.amount += money.amount * rate.rate;
    converted.rates.push({ currency: rate.currency, rate: rate.rate, from: rate.from });
  }
  // to the hundredth: binary fractions are no money
  return { ...converted, amount: Math.round(converted.amount * 100) / 100 };
};
