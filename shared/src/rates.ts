import { z } from 'zod';
import { Currency } from './money.js';
import type { Route } from './route.js';
import { At } from './signals.js';

/** Exchange rates as somebody entered them; nothing here asks a bank. */

/** From a time on, one unit of `currency` is `rate` units of the reporting currency. */
export const RateInput = z.strictObject({
  currency: Currency,
  rate: z.number().gt(0).max(1e9),
  /** Left out: now. */
  from: At.optional(),
});
export type RateInput = z.infer<typeof RateInput>;

/**
 * One rate, several, or several with the currency that reports are in. Another reporting currency makes
 * all rates so far void, because they were of the one before.
 */
export const RatesInput = z.union([
  RateInput,
  z.array(RateInput).min(1).max(500),
  z.strictObject({ reporting: Currency, rates: z.array(RateInput).max(500).optional() }),
]);
export type RatesInput = z.infer<typeof RatesInput>;

export const Rate = z.object({
  currency: z.string(),
  rate: z.number(),
  /** Epoch ms. */
  from: z.number(),
  by: z.string(),
});
export type Rate = z.infer<typeof Rate>;

export const defaultReportingCurrency = 'EUR';

export const Rates = z.object({
  /** What reviews add revenue up in. */
  reporting: z.string(),
  /** By currency, then by time. */
  rates: z.array(Rate),
});
export type Rates = z.infer<typeof Rates>;

export const rateRoutes = {
  getRates: {
    method: 'GET',
    path: '/api/v1/rates',
    permission: 'read',
    summary: 'The reporting currency, and the exchange rates that were entered',
    answer: Rates,
    status: 200,
  },
  putRates: {
    method: 'PUT',
    path: '/api/v1/rates',
    permission: 'manage',
    summary: 'Enter dated exchange rates into the reporting currency, or choose that currency',
    body: RatesInput,
    answer: Rates,
    status: 200,
  },
} as const satisfies Record<string, Route>;
