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
const HALF = 12.5;
/** What the evidence after an alarm is pressed under. */
const CEILING = 9.5;
/** The most that one kind of evidence may say: no single oddity is certainty. */
const MOST = 8;
/** Values beyond are taken as this: their squares must still be numbers. */
const LARGEST = 1e100;

const kinds = {
  surprise: ['a sudden rise', 'a sudden drop'],
  level: ['high for this time', 'low for this time'],
  lasting: ['high for a while', 'low for a while'],
  drift: ['high for long', 'low for long'],
  spread: ['unusually restless', 'unusually still'],
  shape: ['a course not seen before', 'a course not seen before'],
  outline: ['a long course not seen before', 'a long course not seen before'],
} as const;
type Kind = keyof typeof kinds;

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
  const shapes = new Shapes(1, 600);
  const outlines = new Shapes(4, 2000);
  const tail = () => new Tail(memory, MOST);
  const tails = {
    surprise: tail(),
    level: tail(),
    lasting: tail(),
    drift: tail(),
    spread: new Tails(memory, MOST),
    shape: tail(),
    outline: tail(),
  };
  const refractory = new Refractory(rest, CEILING);
  let first: number | undefined;

  return {
    push(timestamp, value) {
      if (!Number.isFinite(value)) return { score: 0, reason: '', usual: NaN };
      const bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
      const x = bounded - (first ??= bounded);
      const known = season.at(timestamp);
      const surprise = forecast.push(x, known);
      const usual = season.learn(x, known);
      const surplus = x - usual;
      surpluses.short.push(surplus);
      surpluses.long.push(surplus);
      spread.push(x);
      smooth.push(x);
      const signed = (by: Tail, size: number) => Math.sign(size) * by.push(Math.abs(size));
      const said: Record<Kind, number> = {
        surprise: signed(tails.surprise, surprise),
        level: signed(tails.level, surplus),
        lasting: signed(tails.lasting, surpluses.short.mean),
        drift: signed(tails.drift, surpluses.long.mean),
        spread: tails.spread.push(spread.deviation),
        shape: tails.shape.push(shapes.push(x) ?? 0),
        outline: tails.outline.push(outlines.push(smooth.mean) ?? 0),
      };
      let evidence = 0;
      for (const kind in said) evidence += Math.abs(said[kind as Kind]);
      const counted = refractory.push(evidence);
      const score = counted / (counted + HALF);
      const reason = score < SPEAKS_FROM ? '' : inWords(said);
      return { score, reason, usual: usual + first };
    },
  };
};

/** The two kinds that say most. */
const inWords = (said: Record<Kind, number>): string =>
  (Object.keys(said) as Kind[])
    .sort((a, b) => Math.abs(said[b]) - Math.abs(said[a]))
    .slice(0, 2)
    .map((kind) => kinds[kind][said[kind] < 0 ? 1 : 0])
    .join(', ');
