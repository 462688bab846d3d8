import type { ImpactFilter } from '@rollcall/shared';
import { AffectedRows } from './affected-rows.js';
import { Buffers } from './buffers.js';
import type { ImpactCount } from './impact-count.js';
import type { TallyContext } from './tally-context.js';

/** Lists remembered at the most: of a million affected each has some 20 MB. */
const most = 2;

interface Remembered {
  count: ImpactCount;
  /** What it was worked out from. */
  basis: string;
  rows: AffectedRows;
  buffers: Buffers;
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
    // the one that was asked for longest ago lends its memory
    const old = this.lists.length < most ? undefined : this.lists.pop();
    const buffers = (old?.buffers ?? new Buffers()).begin();
    const rows = new AffectedRows(count, filter, context, buffers);
    this.lists.unshift({ count, basis, rows, buffers });
    return rows;
  }
}
