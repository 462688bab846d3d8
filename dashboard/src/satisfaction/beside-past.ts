import type { Satisfaction } from '@rollcall/shared';

/** `usual`: nothing tells the difference; null: there is no past to compare with. */
export type BesidePast = 'below' | 'usual' | 'above' | null;

/** Satisfaction against the same hour of past weeks. Only what lies beyond all of them, margin and all, is unusual. */
export const besidePast = ({ low, high, past }: Satisfaction): BesidePast => {
  if (!past || low === null || high === null) return null;
  if (high < past.low) return 'below';
  return low > past.high ? 'above' : 'usual';
};
