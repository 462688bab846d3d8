import type { ImpactFilter } from '@rollcall/shared';
import { stageNames, type Customers } from '../directory/customers.js';
import { CustomerFilter } from '../impact/customer-filter.js';
import { filterHas, filterLists, type FilterLists } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import type { Asked } from './count-votes.js';

/** Who votes under a filter, and on what. */
export class Electorate {
  private readonly lists: FilterLists;
  private readonly picks: CustomerFilter;
  /** Users of whom no customer is known have no type and no stage. */
  readonly unidentified: boolean;

  constructor(
    filter: ImpactFilter,
    private readonly customers: Customers,
  ) {
    this.lists = filterLists(filter);
    this.picks = new CustomerFilter(this.lists);
    this.unidentified = !this.lists.types && !this.lists.stages;
  }

  hasSlice(slice: SliceName): boolean {
    return filterHas(this.lists, slice);
  }

  /** What counting votes asks of customers: their type and stage as of a time, epoch ms. */
  asOf(time: number): Pick<Asked, 'kindOf' | 'stages' | 'unidentified'> {
    const kindOf = (customer: number): number => {
      const type = this.customers.typeAt(customer, time);
      const stage = this.customers.stageAt(customer, time);
      const pick = this.picks.pick(type, stage);
      return pick === 'counts' || pick === 'counts as our own'
        ? type * stageNames.length + stage
        : -1;
    };
    return { kindOf, stages: stageNames.length, unidentified: this.unidentified };
  }
}
