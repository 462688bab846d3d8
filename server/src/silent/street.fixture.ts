import type { SilentQuestion } from './question.js';
import type { Visits } from './visits.js';

/** A street whose truth is known because it is made: who is hit, who of them can tell, and who came. */
export interface Street {
  people: number;
  /** Share of people whose scope fails all day. */
  hit: number;
  /** Share of these that can't tell. */
  silent: number;
  /** How many times as many comings today as in a past week. */
  scale?: number;
  weeks?: number;
  seed?: number;
}

/** Slices of the street: the incident's, two beside it, and one that another incident has. */
export const slices = { scope: 0, beside: 1, alsoBeside: 2, otherIncident: 3 };
export const steps = 240;
/** Comings of one person to one slice on an ordinary day. */
const perDay = 0.8;

/** Small and seeded: the same street every time. */
const chanceFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Row = [person: number, slice: number, step: number, failed: number];

export const visitsFrom = (rows: readonly Row[]): Visits => ({
  length: rows.length,
  person: Uint32Array.from(rows, ([person]) => person),
  slice: Uint16Array.from(rows, ([, slice]) => slice),
  step: Uint16Array.from(rows, ([, , step]) => step),
  failed: Uint8Array.from(rows, ([, , , failed]) => failed),
});

export const rowsOf = ({ length, person, slice, step, failed }: Visits): Row[] =>
  Array.from({ length }, (_, i) => [person[i], slice[i], step[i], failed[i]]);

/** What an estimator is asked, and what the answer is. */
export const streetOf = ({
  people,
  hit,
  silent,
  scale = 1,
  weeks = 4,
  seed = 1,
}: Street): { question: SilentQuestion; truth: number; counted: number } => {
  const chance = chanceFrom(seed);
  const gap = (times: number): number => (-Math.log(1 - chance()) * steps) / (perDay * times);
  const dayOf = (times: number): Row[] => {
    const rows: Row[] = [];
    for (let person = 0; person < people; person++)
      for (const slice of Object.values(slices))
        for (let step = gap(times); step < steps; step += gap(times))
          rows.push([person, slice, Math.floor(step), 0]);
    return rows;
  };
  const isHit = (person: number): boolean => person < people * hit;
  const isSilent = (person: number): boolean => isHit(person) && person % 10 < 10 * silent;
  const failed = new Set<number>();
  const missed = new Set<number>();
  const today = dayOf(scale).flatMap((row): Row[] => {
    const [person, slice, step] = row;
    if (slice === slices.otherIncident) return [];
    if (slice !== slices.scope || !isHit(person)) return [row];
    (isSilent(person) ? missed : failed).add(person);
    return isSilent(person) ? [] : [[person, slice, step, 1]];
  });
  return {
    question: {
      steps,
      inScope: (slice) => slice === slices.scope,
      unaffected: (slice) => slice === slices.beside || slice === slices.alsoBeside,
      weeks: Array.from({ length: weeks }, () => visitsFrom(dayOf(1))),
      today: visitsFrom(today),
      panelShare: 1,
    },
    truth: missed.size,
    counted: failed.size,
  };
};
