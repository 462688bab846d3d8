import type { Scored } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import { nothingScored } from './attempts.js';
import { wilson } from './interval.js';

export const statedScales = ['csat', 'nps', 'ces', 'sentiment'] as const;
export type StatedScale = (typeof statedScales)[number];

/** What somebody said, on one scale. */
export interface Statement {
  scale: StatedScale;
  score: number;
  at: number;
  identity: string;
  /** As `voterKey` has it. */
  voter: number;
  slice: SliceName;
}

/**
 * How each scale is read: what a statement counts, and between which ends the mean lies.
 * - CSAT: share of 4 and 5 among the answers, 0 to 100
 * - NPS: share of 9 and 10 minus share of 0 to 6, −100 to 100
 * - CES: the mean answer, 1 to 7, higher is easier; nothing is rescaled
 * - sentiment: the mean of what contacts were marked with, −1 to 1
 */
const readings: Record<
  StatedScale,
  { counts: (score: number) => number; low: number; high: number }
> = {
  csat: { counts: (score) => (score >= 4 ? 100 : 0), low: 0, high: 100 },
  nps: { counts: (score) => (score >= 9 ? 100 : score <= 6 ? -100 : 0), low: -100, high: 100 },
  ces: { counts: (score) => score, low: 1, high: 7 },
  sentiment: { counts: (score) => score, low: -1, high: 1 },
};

/** The same words of the same person at the same time are the same statement, however often they come. */
const different = (statements: readonly Statement[]): Statement[] => [
  ...new Map(
    statements.map((each) => [
      [each.scale, each.score, each.at, each.identity, each.slice.service].join('\n'),
      each,
    ]),
  ).values(),
];

const scored = (scale: StatedScale, statements: readonly Statement[]): Scored => {
  const n = statements.length;
  if (n === 0) return nothingScored;
  const { counts, low: bottom, high: top } = readings[scale];
  const scaled = (score: number): number => (counts(score) - bottom) / (top - bottom);
  const mean = statements.reduce((sum, { score }) => sum + scaled(score), 0) / n;
  const deviations = new Map<number, number>();
  for (const { voter, score } of statements)
    deviations.set(voter, (deviations.get(voter) ?? 0) + scaled(score) - mean);
  const back = (share: number): number => bottom + share * (top - bottom);
  const clusters = deviations.size;
  if (clusters < 2) return { value: back(mean), low: null, high: null, n };
  const squares = [...deviations.values()].reduce((sum, d) => sum + d * d, 0);
  const variance = ((clusters / (clusters - 1)) * squares + mean * (1 - mean)) / (n * n);
  // unanimous answers prove no more than the voters there are
  const [low, high] = wilson({ n: clusters, mean, variance });
  return { value: back(mean), low: back(low), high: back(high), n };
};

/** What was said, by scale, with intervals of 95 % clustered by customer; and who said anything of ratings. */
export const statedOf = (
  statements: readonly Statement[],
): { scores: Record<StatedScale, Scored>; raters: Set<number> } => {
  const all = different(statements);
  const of = (scale: StatedScale): Scored =>
    scored(
      scale,
      all.filter((each) => each.scale === scale),
    );
  return {
    scores: { csat: of('csat'), nps: of('nps'), ces: of('ces'), sentiment: of('sentiment') },
    raters: new Set(all.filter(({ scale }) => scale !== 'sentiment').map(({ voter }) => voter)),
  };
};
