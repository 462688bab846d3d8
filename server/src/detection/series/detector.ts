import { Refractory } from './refractory.js';
import { Rolling } from './rolling.js';
import { Shapes } from './shapes.js';
import { Tail, Tails } from './tail.js';

/** What a point of a series looks like beside all before it. */
export interface SeriesScore {
  /** 0: nothing unusual (or nothing known yet); from 0.5 on worth a look; never quite 1. */
  score: number;
  /** In words, for a person; empty where the score is below `SPEAKS_FROM`. */
  reason: string;
}

export interface SeriesDetector {
  /**
   * Takes the next point and judges it by those before it.
   *
   * @param timestamp epoch ms; may repeat or go back
   * @param value a value that isn't finite scores 0 and is forgotten
   */
  push(timestamp: number, value: number): SeriesScore;
}

export interface SeriesOptions {
  /** How many points back "usual" reaches. Memory is about 140 bytes times this. */
  memory?: number;
  /** Points of quiet after an alarm: less than it is no second one. */
  rest?: number;
}

/** Scores below this have no reason to be told. */
export const SPEAKS_FROM = 0.3;
/** The evidence (sum of −log10 of chances) that makes a score of one half. */
const HALF = 10;
/** Values beyond are taken as this: their squares must still be numbers. */
const LARGEST = 1e100;
/** The most that one kind of evidence may say: no single oddity is certainty. */
const MOST = 8;

type Kind = 'level' | 'step' | 'drift' | 'spread' | 'shape';

const words: Record<Kind, [high: string, low: string]> = {
  level: ['unusually high', 'unusually low'],
  step: ['a sudden rise', 'a sudden drop'],
  drift: ['high for a while', 'low for a while'],
  spread: ['unusually restless', 'unusually still'],
  shape: ['a course not seen before', 'a course not seen before'],
};

/** A detector for any numeric series: streaming, causal, of constant memory, without a clock or chance. */
export const seriesDetector = ({
  memory = 4000,
  rest = 150,
}: SeriesOptions = {}): SeriesDetector => {
  const level = new Tails(memory, MOST);
  const step = new Tail(memory, MOST);
  const drift = { window: new Rolling(20), tails: new Tails(memory, MOST) };
  const spread = { window: new Rolling(60), tails: new Tails(memory, MOST) };
  const shape = { shapes: new Shapes(8, 1000), tail: new Tail(memory, MOST) };
  const refractory = new Refractory(rest, 0.4);
  let first: number | undefined;
  let last = 0;

  return {
    push(_timestamp, value) {
      if (!Number.isFinite(value)) return { score: 0, reason: '' };
      const bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
      const x = bounded - (first ??= bounded);
      const move = x - last;
      last = x;
      drift.window.push(x);
      spread.window.push(x);
      const distance = shape.shapes.push(x);
      const said: Record<Kind, number> = {
        level: level.push(x),
        step: Math.sign(move) * step.push(Math.abs(move)),
        drift: drift.tails.push(drift.window.mean),
        spread: spread.tails.push(spread.window.deviation),
        shape: distance === undefined ? 0 : shape.tail.push(distance),
      };
      let evidence = 0;
      for (const kind in said) evidence += Math.abs(said[kind as Kind]);
      evidence = refractory.push(evidence);
      const score = evidence / (evidence + HALF);
      return { score, reason: score < SPEAKS_FROM ? '' : inWords(said) };
    },
  };
};

/** The two kinds that say most. */
const inWords = (said: Record<Kind, number>): string =>
  (Object.keys(said) as Kind[])
    .sort((a, b) => Math.abs(said[b]) - Math.abs(said[a]))
    .slice(0, 2)
    .map((kind) => words[kind][said[kind] < 0 ? 1 : 0])
    .join(', ');
