import { internalType, stageNames, typeNames } from '../directory/customers.js';
import type { FilterLists } from '../slices/scope.js';

/** What a filter makes of a customer. */
export type Pick = 'counts' | 'counts as our own' | 'our own' | 'left out';

/** Which customers a filter picks, by their type and stage as of a time. */
export class CustomerFilter {
  private readonly types: Set<number> | undefined;
  private readonly stages: Set<number> | undefined;
  private readonly withInternal: boolean;

  constructor(lists: FilterLists) {
    this.types = lists.types && new Set(lists.types.map((type) => typeNames.indexOf(type)));
    this.stages = lists.stages && new Set(lists.stages.map((stage) => stageNames.indexOf(stage)));
    this.withInternal = this.types?.has(internalType) ?? false;
  }

  /**
   * Whether a customer counts, or is one of our own people, to be shown apart.
   * @param type number in `typeNames`, and `stage` in `stageNames`; −1: the customer is not known
   */
  pick(type: number, stage: number): Pick {
    if (this.types && !this.types.has(type)) return 'left out';
    if (this.stages && !this.stages.has(stage)) return 'left out';
    if (type !== internalType) return 'counts';
    // our own people are not in the headline, unless they are asked for
    return this.withInternal ? 'counts as our own' : 'our own';
  }
}
