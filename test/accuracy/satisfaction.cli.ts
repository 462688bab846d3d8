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

/** How often the index's range holds the truth, a row for each town. Gives the exit code. */
export const satisfactionAccuracy = (args: readonly string[], rangeOf: RangeOf): number => {
  const [option, given] = args.length === 0 ? ['--seeds', '200'] : args;
  const seeds = Number(given);
  if (option !== '--seeds' || !Number.isInteger(seeds) || seeds < 1 || args.length > 2) {
    console.error('npm run accuracy -- satisfaction [--seeds N], N a whole number such as 200');
    return 2;
  }
  console.log(`satisfaction, ${seeds} seeds, four past weeks each\n`);
  console.log('| town | truth | index | low | high | n | covered | truth below | truth above |');
  console.log('| --- | --: | --: | --: | --: | --: | --: | --: | --: |');
  for (const town of towns) {
    const truth = truthOf(town);
    const found: { index: number; low: number; high: number; n: number }[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
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
