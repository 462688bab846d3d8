import { count, readArguments } from '../harness/arguments.js';
import { hoursOf, isTv, slices, type Slice, type Told, towns, truthOf } from './hours.js';

export interface Question {
  slices: readonly Slice[];
  today: readonly Told[];
  weeks: readonly (readonly Told[])[];
  inIncident: (slice: number) => boolean;
}
export interface Range {
  index: number | null;
  low: number | null;
  high: number | null;
  n: number;
}
export type RangeOf = (question: Question) => Range;

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

const usage = `npm run accuracy -- satisfaction [--seeds N] [--from N]
  --seeds   how many towns of each kind: a whole number, 400 unless told
  --from    the first seed: 1 unless told`;

/** How often the index's range holds the truth, a row for each town. Gives the exit code. */
export const satisfactionAccuracy = (args: readonly string[], rangeOf: RangeOf): number => {
  const given = readArguments(args, {
    command: 'npm run accuracy -- satisfaction',
    kinds: { seeds: count(400), from: count(1) },
  });
  if ('complaint' in given) {
    console.error(given.complaint);
    return 2;
  }
  const { seeds = 400, from: first = 1, help } = given.values;
  if (help) {
    console.log(usage);
    return 0;
  }
  console.log(`satisfaction, ${seeds} seeds from ${first} on, four past weeks each\n`);
  console.log('| town | truth | index | low | high | n | covered | truth below | truth above |');
  console.log('| --- | --: | --: | --: | --: | --: | --: | --: | --: |');
  for (const town of towns) {
    const truth = truthOf(town);
    const found: { index: number; low: number; high: number; n: number }[] = [];
    for (let seed = first; seed < first + seeds; seed++) {
      const inIncident = (slice: number): boolean => town.opened && isTv(slice);
      const { index, low, high, n } = rangeOf({ slices, ...hoursOf(town, `${seed}`), inIncident });
      found.push({ index: index ?? 0, low: low ?? 0, high: high ?? 100, n });
    }
    const below = found.filter(({ low }) => truth < low).length;
    const above = found.filter(({ high }) => truth > high).length;
    const [index, low, high] = (['index', 'low', 'high'] as const).map((name) =>
      mean(found.map((each) => each[name])).toFixed(1),
    );
    const n = mean(found.map((each) => each.n)).toFixed(0);
    const covered = `${seeds - below - above} of ${seeds}`;
    console.log(
      `| ${town.name} | ${truth.toFixed(1)} | ${index} | ${low} | ${high} | ${n} | ${covered} | ${below} | ${above} |`,
    );
  }
  return 0;
};
