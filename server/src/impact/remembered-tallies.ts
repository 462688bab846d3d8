import type { ImpactFilter } from '@rollcall/shared';
import type { ImpactCount } from './impact-count.js';
import type { TallyContext } from './tally-context.js';
import { tally, type Tally } from './tally.js';

/** Filters remembered of one count at the most. */
const mostFilters = 50;

interface Remembered {
  /** What it was worked out from. */
  basis: string;
  result: Tally;
}

/** Tallies that still hold: nothing was counted, learned or ruled since, and nobody became unseen. */
export class RememberedTallies {
  private readonly byCount = new WeakMap<ImpactCount, Map<string, Remembered>>();

  /** @param rules rises whenever a rule (a service's threshold) may have changed */
  tally(count: ImpactCount, filter: ImpactFilter, context: TallyContext, rules: number): Tally {
    const known = this.byCount.get(count) ?? new Map<string, Remembered>();
    this.byCount.set(count, known);
    const name = JSON.stringify(filter);
    const basis = [count.revision, context.people.version, rules].join();
    const found = known.get(name);
    if (found?.basis === basis && context.now < found.result.changesAt) return found.result;
    const result = tally(count, filter, context);
    if (known.size >= mostFilters) known.clear();
    known.set(name, { basis, result });
    return result;
  }
}
