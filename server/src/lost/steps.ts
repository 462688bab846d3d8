import type { FunnelStep } from '@rollcall/shared';
import { filterHas, type FilterLists } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import type { AskedStep, AskedSteps } from './answer-lost.js';

/** What is known of slices, each by its number. */
export interface SteppedSlices {
  slices: readonly SliceName[];
  /** In the incident, and let through by the filter. */
  inScope: readonly boolean[];
  /** In no incident, today or in the weeks compared. */
  unaffected: readonly boolean[];
  filter: FilterLists;
  funnelOf: (service: string) => FunnelStep | null;
  /** Steps that any service is declared as, seen or not. */
  declared: ReadonlySet<FunnelStep>;
}

/**
 * Where each step is looked for: in the incident's own slices, where it has any of the step; else where its
 * customers are, in the same regions, because who cannot watch may not care to sign up either.
 */
export const askedSteps = (of: SteppedSlices): AskedSteps => {
  const { slices, inScope, unaffected, filter, funnelOf, declared } = of;
  const regions = new Set(slices.filter((_, i) => inScope[i]).map(({ region }) => region));
  const asked = (step: FunnelStep): AskedStep => {
    if (!declared.has(step)) return { why: 'no_service' };
    const isStep = slices.map(({ service }) => funnelOf(service) === step);
    const inside = isStep.map((is, i) => is && inScope[i]);
    if (inside.includes(true)) return { why: null, where: 'scope', isHere: inside };
    const near = isStep.map(
      (is, i) =>
        is && unaffected[i] && regions.has(slices[i].region) && filterHas(filter, slices[i]),
    );
    return near.includes(true)
      ? { why: null, where: 'regions', isHere: near }
      : { why: 'not_here' };
  };
  return { signups: asked('signup'), firstPurchases: asked('purchase') };
};
