import { count, readArguments } from '../harness/arguments.js';
import { inScope, livedIn, onset, slices, steps, type Town, towns } from './sign-ups.js';
import type { Visits } from './visits.js';

export interface Question {
  steps: number;
  onset: number;
  inScope: (slice: number) => boolean;
  unaffected: (slice: number) => boolean;
  regionOf: (slice: number) => number;
  today: Visits;
  weeks: Visits[];
  panelShare: number;
}
type NoStep = { why: 'no_service' };
type Step = { why: null; where: 'scope' | 'regions'; isHere: boolean[] };
export interface Found {
  expected: number;
  actual: number;
  lost: number;
  low: number;
  high: number;
}
/** What the server answers with. */
export type LostOf = (
  question: Question,
  asked: { signups: Step; firstPurchases: NoStep },
) => { signups: Found | null };

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

const asked = (town: Town, seed: string, lostOf: LostOf): { found: Found; truth: number } => {
  const { today, weeks, lost } = livedIn(town, seed);
  const where = town.scope === 'watch' ? ('regions' as const) : ('scope' as const);
  const isHere = slices.map(
    ({ service, region }, slice) =>
      service === 'signup' && (where === 'regions' ? region === 'DE' : inScope(town, slice)),
  );
  const { signups } = lostOf(
    {
      steps,
      onset,
      inScope: (slice) => inScope(town, slice),
      unaffected: (slice) => !inScope(town, slice),
      regionOf: (slice) => (slices[slice].region === 'DE' ? 0 : 1),
      today,
      weeks,
      panelShare: 1,
    },
    { signups: { why: null, where, isHere }, firstPurchases: { why: 'no_service' } },
  );
  if (!signups) throw new Error(`${town.name}: there is no estimate`);
  return { found: signups, truth: lost };
};

/** How often the interval of lost sign-ups holds the truth, a row for each town. Gives the exit code. */
export const signUpsAccuracy = (args: readonly string[], lostOf: LostOf): number => {
  const given = readArguments(args, {
    command: 'npm run accuracy -- signups',
    kinds: { seeds: count(200) },
  });
  if ('complaint' in given) {
    console.error(given.complaint);
    return 2;
  }
  const { seeds = 200, help } = given.values;
  if (help) {
    console.log(
      'npm run accuracy -- signups [luck] [--seeds N]   another luck, another set of seeds',
    );
    return 0;
  }
  const [luck = '1'] = given.words;
  console.log(`lost sign-ups, ${seeds} seeds each, luck ${luck}\n`);
  console.log(
    '| town | past weeks | expected | actual | lost | truth | width | covered | too low | too high |',
  );
  console.log('| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |');
  let inside = 0;
  for (const town of towns) {
    const all = Array.from({ length: seeds }, (_, i) => asked(town, `${luck}.${i}`, lostOf));
    const of = (number: (each: (typeof all)[number]) => number): string =>
      mean(all.map(number)).toFixed(0);
    const tooLow = all.filter(({ found, truth }) => found.high < truth).length;
    const tooHigh = all.filter(({ found, truth }) => found.low > truth).length;
    inside += seeds - tooLow - tooHigh;
    const numbers = [
      town.weeks,
      of(({ found }) => found.expected),
      of(({ found }) => found.actual),
      of(({ found }) => found.lost),
      of(({ truth }) => truth),
      of(({ found }) => found.high - found.low),
      `${((100 * (seeds - tooLow - tooHigh)) / seeds).toFixed(1)} %`,
      tooLow,
      tooHigh,
    ];
    console.log(`| ${town.name} | ${numbers.join(' | ')} |`);
  }
  const tried = seeds * towns.length;
  console.log(`\n${inside} of ${tried} in all, ${((100 * inside) / tried).toFixed(1)} %`);
  return 0;
};
