import type { ImpactFilter } from '@rollcall/shared';
import { AffectedRows } from './affected-rows.js';
import type { ImpactCount } from './impact-count.js';
import type { TallyContext } from './tally-context.js';

/** Lists remembered at the most: of a million affected each has some 40 MB. */
const most = 2;

interface Remembered {
  count: ImpactCount;
  /** What it was worked out from. */
  basis: string;
  rows: AffectedRows;
}

/** The lists asked for last, while nothing was counted, learned or ruled since, and nobody became unseen. */
export class RememberedRows {
  private lists: Remembered[] = [];

  /** @param rules rises whenever a rule of a service may have changed */
  rows(
    count: ImpactCount,
    filter: ImpactFilter,
    context: TallyContext,
    rules: number,
  ): AffectedRows {
    const { people } = context;
    const basis = JSON.stringify([
      count.revision,
      people.version,
      people.several.length,
      rules,
      filter,
    ]);
    const found = this.lists.find((each) => each.count === count && each.basis === basis);
    if (found && context.now < found.rows.changesAt) return found.rows;
    const rows = new AffectedRows(count, filter, context);
    const others = this.lists.filter((each) => each !== found).slice(0, most - 1);
    this.lists = [{ count, basis, rows }, ...others];
    return rows;
  }
}
