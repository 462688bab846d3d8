import type { CustomerType, Money, Stage } from '@rollcall/shared';

/** What the directory says of a customer besides its users; what was left out is undefined. */
export interface CustomerFacts {
  name?: string | null | undefined;
  type?: CustomerType | undefined;
  stage?: Stage | undefined;
  /** Epoch ms. */
  since?: number | null | undefined;
  monthlyRevenue?: Money | null | undefined;
  billedThrough?: string | null | undefined;
  language?: string | null | undefined;
  region?: string | null | undefined;
  contact?: unknown;
  consent?: unknown;
}
