import { z } from 'zod';

const known = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 code that is, or was, somewhere money. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'send an ISO 4217 code in capitals, such as EUR')
  .refine((code) => known.has(code), {
    error: ({ input }) => `${String(input)} is no currency of ISO 4217; send one such as EUR`,
  });
export type Currency = z.infer<typeof Currency>;
