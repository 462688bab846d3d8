export const outcomes = ['ok', 'slow', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** One thing the page met, before it is known who met it. */
export interface Met {
  /** When, by this page's clock, epoch ms. */
  at: number;
  service: string;
  /** Left out: the time it took decides, by the service's own target. */
  outcome?: Outcome;
  latencyMs?: number;
  region?: string;
  channel?: string;
  attributes?: Record<string, string | number | boolean>;
}

/** As it is sent. */
export interface Signal extends Met {
  user: string;
  customer?: string;
}

/** Longest texts that are taken, in UTF-16 units: never more than the API takes code points. */
export const longest = { name: 100, identity: 200 } as const;

/** Text that can be read, cut to a length; undefined for anything else. */
export const text = (value: unknown, length: number): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const plain = String(value)
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  // a cut through a pair of surrogates leaves half a character, which nobody takes
  return plain.slice(0, length).replace(/[\uD800-\uDBFF]$/, '') || undefined;
};
