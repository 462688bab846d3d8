import { Beyond } from './beyond.js';
import { Forecast } from './forecast.js';
import { Refractory } from './refractory.js';
import { Rolling } from './rolling.js';
import { Season } from './season.js';
import { Shapes } from './shapes.js';
import { Tail, Tails } from './tail.js';

/** What a point of a series looks like beside all before it. */
export interface SeriesScore {
  /** 0: nothing unusual, or nothing known yet; from 0.5 on worth a look; never quite 1. */
  score: number;
  /** In words, for a person; empty where the score is below `SPEAKS_FROM`. */
  reason: string;
  /** What was usual at this time, in the unit of the values; NaN while nothing is known. */
  usual: number;
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
  /** How many points back "rare" is judged by. A detector takes about 130 bytes times this, and 60 kB. */
  memory?: number;
  /** Points in which an alarm's bar against further ones sinks by 1/e. */
  rest?: number;
}

/** Scores below this have no reason to be told. */
export const SPEAKS_FROM = 0.3;
/** The evidence (a sum of −log10 of chances) that makes a score of one half. */
const HALF = 10;
/** What is no alarm stays under this. */
const CEILING = 9;
/** What a kind says up to here, one point in three says: nothing. */
const ORDINARY = 0.5;
/** The most that one kind of evidence may say: no single oddity is certainty. */
const MOST = 8;
/** Values beyond are taken as this: their squares must still be numbers. */
const LARGEST = 1e100;

/** The kinds of evidence, in the order in which they are weighed; in words where it is more, where it is less. */
const words: readonly [more: string, less: string][] = [
  ['a sudden rise', 'a sudden drop'],
  ['high for this time', 'low for this time'],
  ['high for a while', 'low for a while'],
  ['high for long', 'low for long'],
  ['unusually restless', 'unusually still'],
  ['a course not seen before', 'a course not seen before'],
  ['a long course not seen before', 'a long course not seen before'],
  ['higher than ever', 'lower than ever'],
];

/** A detector for any numeric series: streaming, causal, of constant memory, without a clock or chance. */
export const seriesDetector = ({
  memory = 4000,
  rest = 200,
}: SeriesOptions = {}): SeriesDetector => {
  const season = new Season();
  const forecast = new Forecast();
  const surpluses = { short: new Rolling(10), long: new Rolling(30) };
  const spread = new Rolling(60);
  const smooth = new Rolling(4);
  const shapes = new Shapes(1, 300);
  const outlines = new Shapes(4, 1200);
  const tail = () => new Tail(memory, MOST);
  const [surprise, level, lasting, drift, shape, outline] = Array.from({ length: 6 }, tail);
  const restless = new Tails(memory, MOST);
  const beyond = new Beyond(MOST);
  /** −log10 of the chance of each kind, with the sign of its direction. */
  const said = new Float64Array(words.length);
  const refractory = new Refractory(rest, CEILING);
  let first: number | undefined;

  return {
    push(timestamp, value) {
      if (!Number.isFinite(value)) return { score: 0, reason: '', usual: NaN };
      const bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
      const x = bounded - (first ??= bounded);
      const known = season.at(timestamp);
      const error = forecast.push(x, known, shapes.next());
      const usual = season.learn(x, known);
      surpluses.short.push(x - usual);
      surpluses.long.push(x - usual);
      spread.push(x);
      smooth.push(x);
      said[0] = eitherWay(surprise, error);
      said[1] = eitherWay(level, x - usual);
      said[2] = eitherWay(lasting, surpluses.short.mean);
      said[3] = eitherWay(drift, surpluses.long.mean);
      said[4] = restless.push(spread.deviation);
      said[5] = shape.push(shapes.push(x) ?? 0);
      said[6] = outline.push(outlines.push(smooth.mean) ?? 0);
      said[7] = beyond.push(x);
      let evidence = 0;
      for (let i = 0; i < said.length; i++) evidence += weight(said[i]);
      // A point by itself: a mean of 10 is mostly an echo, a forecast that fails is the point's own.
      const own = evidence + weight(said[0]) - weight(said[2]);
      const counted = refractory.push(evidence, own);
      const score = counted / (counted + HALF);
      const reason = score < SPEAKS_FROM ? '' : inWords(said);
      return { score, reason, usual: usual + first };
    },
  };
};

const weight = (said: number): number => Math.max(0, Math.abs(said) - ORDINARY);

/** How rare so far from zero; with the sign of the way. */
const eitherWay = (tail: Tail, x: number): number => (x < 0 ? -tail.push(-x) : tail.push(x));

/** The two kinds that say most. */
const inWords = (said: Float64Array): string =>
  words
    .map((_, kind) => kind)
    .sort((a, b) => Math.abs(said[b]) - Math.abs(said[a]))
    .slice(0, 2)
    .map((kind) => words[kind][said[kind] < 0 ? 1 : 0])
    .join(', ');
