import { z } from 'zod';

/**
 * How many people are here, against the same hour of past weeks: people, not requests, because one
 * person who tries again and again is no crowd.
 */
export const Pulse = z.object({
  /** Length of one step, ms. */
  stepMs: z.number().positive(),
  /** Start of the first step, workspace clock, epoch ms. */
  from: z.number(),
  /** Users seen in each step, oldest first; the last step may still be under way. */
  people: z.array(z.number().int().min(0)),
  /** The same steps of past weeks: median, lowest and highest; null where there is no past. */
  usual: z.array(z.object({ middle: z.number(), low: z.number(), high: z.number() }).nullable()),
  /** Past weeks that there are to compare with. */
  weeks: z.number().int().min(0),
});
export type Pulse = z.infer<typeof Pulse>;
