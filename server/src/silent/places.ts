import type { SilentQuestion } from './question.js';
import type { Visits } from './visits.js';

/** Where a slice lies, seen from an incident. */
export interface Places {
  /** By slice: 0, 1, … a region of the scope; -1, -2, … beside the scope in the same region; else `elsewhere`. */
  of: Int32Array;
  /** Regions that the scope lies in. */
  regions: number;
}
export const elsewhere = -1_000_000;

/** Fewer rows of past weeks than this beside the scope in its own regions: then all other regions count too. */
const enoughBeside = 200;

const largest = (numbers: ArrayLike<number>, length: number): number => {
  let most = -1;
  for (let i = 0; i < length; i++) if (numbers[i] > most) most = numbers[i];
  return most;
};

export const placesOf = ({
  inScope,
  unaffected,
  weeks,
  today,
  regionOf = () => 0,
}: SilentQuestion): Places => {
  const count =
    1 + Math.max(...[...weeks, today].map(({ slice, length }) => largest(slice, length)));
  const slices = Array.from({ length: count }, (_, slice) => slice);
  const names = new Set(slices.filter(inScope).map(regionOf));
  const regions = new Map([...names].sort((a, b) => a - b).map((name, i) => [name, i]));
  const beside = slices.map((slice) => !inScope(slice) && unaffected(slice));
  let near = 0;
  for (const { length, slice } of weeks)
    for (let row = 0; row < length; row++)
      if (beside[slice[row]] && regions.has(regionOf(slice[row]))) near++;
  const of = Int32Array.from(slices, (slice) => {
    const region = regions.get(regionOf(slice));
    if (inScope(slice)) return region!;
    if (!beside[slice]) return elsewhere;
    return region === undefined && near >= enoughBeside ? elsewhere : -1 - (region ?? 0);
  });
  return { of, regions: Math.max(1, regions.size) };
};

/** One more than the largest number of a person. */
export const peopleIn = (all: readonly Visits[]): number =>
  1 + Math.max(...all.map(({ person, length }) => largest(person, length)));

/** Step of each person's first failure in scope that arrived; Infinity: none did. */
export const firstFailures = (
  { today, steps, onset = 0, inScope }: SilentQuestion,
  people: number,
): Float64Array => {
  const first = new Float64Array(people).fill(Infinity);
  for (let row = 0; row < today.length; row++) {
    const step = today.step[row];
    if (today.failed[row] === 0 || step < onset || step >= steps) continue;
    if (inScope(today.slice[row]))
      first[today.person[row]] = Math.min(first[today.person[row]], step);
  }
  return first;
};
