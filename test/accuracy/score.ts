import type { Answer } from './trial.js';

/** How well the answers of many seeds to one question fit the truth. */
export interface Score {
  seeds: number;
  /** Means over the seeds. */
  truth: number;
  counted: number;
  estimate: number;
  width: number;
  /** Mean and standard deviation of estimate − truth. */
  bias: number;
  spread: number;
  /** Seeds in which counted + low … counted + high holds the truth; those with the interval below, above it. */
  covered: number;
  below: number;
  above: number;
  tookMs: number;
}

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

/** Numbers as a screen shows them: whole people. */
export const scoreOf = (answers: readonly Answer[]): Score => {
  const told = answers.flatMap(({ silent, ...rest }) => (silent ? [{ ...rest, ...silent }] : []));
  if (told.length < answers.length) throw new Error('the estimator gave no answer to a question');
  const errors = told.map(({ truth, counted, estimate }) => estimate - (truth - counted));
  const bias = mean(errors);
  const below = told.filter((a) => a.truth > a.counted + Math.round(a.high)).length;
  const above = told.filter((a) => a.truth < a.counted + Math.round(a.low)).length;
  return {
    seeds: told.length,
    truth: mean(told.map(({ truth }) => truth)),
    counted: mean(told.map(({ counted }) => counted)),
    estimate: mean(told.map(({ estimate }) => estimate)),
    width: mean(told.map(({ low, high }) => high - low)),
    bias,
    spread: Math.sqrt(mean(errors.map((error) => (error - bias) ** 2))),
    covered: told.length - below - above,
    below,
    above,
    tookMs: mean(told.map(({ tookMs }) => tookMs)),
  };
};

const columns: readonly (readonly [string, (score: Score) => string])[] = [
  ['affected', (s) => s.truth.toFixed(0)],
  ['counted', (s) => s.counted.toFixed(0)],
  ['silent', (s) => (s.truth - s.counted).toFixed(0)],
  ['estimate', (s) => s.estimate.toFixed(0)],
  ['bias', (s) => s.bias.toFixed(0)],
  ['spread', (s) => s.spread.toFixed(0)],
  ['width', (s) => s.width.toFixed(0)],
  ['covered', (s) => `${s.covered} of ${s.seeds}`],
  ['too low', (s) => `${s.below}`],
  ['too high', (s) => `${s.above}`],
  ['ms', (s) => s.tookMs.toFixed(0)],
];

/** A table in Markdown, a row for each time asked. */
export const tableOf = (rows: readonly { asked: string; score: Score }[]): string[] => [
  `| asked at | ${columns.map(([name]) => name).join(' | ')} |`,
  `| --- | ${columns.map(() => '--:').join(' | ')} |`,
  ...rows.map(
    ({ asked, score }) => `| ${asked} | ${columns.map(([, tell]) => tell(score)).join(' | ')} |`,
  ),
];
