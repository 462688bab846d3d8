import type { SeriesState } from './series.store.js';
import { shelfOf, type Shelf } from './shelves.js';

const hourMs = 3_600_000;
/** How long series are kept by the minute and by the hour, hours: a year and a month to compare with. */
export const kept = { minutes: 3 * 24, hours: 400 * 24 } as const;

/**
 * Keys that may go: all that is too old at `now` (epoch ms), and of the rest the oldest until it fits.
 * Minutes go before hours; the newest key of either stays.
 */
export const droppable = (
  { shelves }: Pick<SeriesState, 'shelves'>,
  now: number,
  budgetBytes: number,
): Shelf[] => {
  const hour = Math.floor(now / hourMs);
  const oldest = {
    minutes: shelfOf('minutes', hour - kept.minutes).number,
    hours: shelfOf('hours', hour - kept.hours).number,
  };
  const tooOld = shelves.filter(({ shelf }) => shelf.number < oldest[shelf.grain]);
  const rest = shelves
    .filter((each) => !tooOld.includes(each))
    .sort((a, b) => a.shelf.number - b.shelf.number);
  let bytes = rest.reduce((sum, each) => sum + each.bytes, 0);
  const dropped = tooOld.map(({ shelf }) => shelf);
  for (const grain of ['minutes', 'hours'] as const) {
    const ofGrain = rest.filter(({ shelf }) => shelf.grain === grain);
    for (const each of ofGrain.slice(0, -1)) {
      if (bytes <= budgetBytes) return dropped;
      bytes -= each.bytes;
      dropped.push(each.shelf);
    }
  }
  return dropped;
};
