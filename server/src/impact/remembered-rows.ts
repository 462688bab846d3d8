import type { ImpactFilter } from '@rollcall/shared';
import { AffectedRows } from './affected-rows.js';
import type { ImpactCount } from './impact-count.js';
import { ListedRows } from './listed-rows.js';
import type { TallyContext } from './tally-context.js';

/** Lists kept at the most: of a million affected each has up to 20 MB. */
const most = 4;

interface Remembered {
  count: ImpactCount;
  /** Names the list: rules, and the filter but for the depth. */
  name: string;
  listed: ListedRows;
  /** The rows last told, with the depth that was asked for, and what they were worked out from. */
  told: { basis: string; rows: AffectedRows } | undefined;
}

/** The lists asked for last: brought up to what was counted and learned since, or told again as they are. */
export class RememberedRows {
  private lists: Remembered[] = [];

  /** @param rules rises whenever a rule of a service may have changed */
  rows(
    count: ImpactCount,
    filter: ImpactFilter,
    context: TallyContext,
    rules: number,
  ): AffectedRows {
    const { version, several } = context.people;
    const name = JSON.stringify([rules, { ...filter, depth: undefined }]);
    const basis = JSON.stringify([count.revision, version, several.length, filter.depth]);
    const list = this.lists.find((each) => each.count === count && each.name === name) ?? {
      ...{ count, name },
      listed: new ListedRows(),
      told: undefined,
    };
    // the one that was asked for longest ago goes
    this.lists = [list, ...this.lists.filter((each) => each !== list)].slice(0, most);
    if (list.told?.basis !== basis) {
      const rows = new AffectedRows(count, filter, context, list.listed);
      list.told = { basis, rows };
    }
    return list.told.rows.at(context.now);
  }
}
