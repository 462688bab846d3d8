import type { Outcome, Verdict } from './trial.js';

/** A scenario with what became of all its runs. */
export interface Row {
  id: string;
  what: string;
  outcomes: readonly Outcome[];
}

export interface Score {
  runs: number;
  /** Events that were to be found, and those that were. */
  events: number;
  found: number;
  /** Events for which more than one incident was opened. */
  doubled: number;
  falseAlarms: number;
  /** Over the found: ms. */
  delays: number[];
  onsetErrors: number[];
  precision: number | undefined;
  recall: number | undefined;
}

/** The value that a part of a list lies below; undefined for an empty one. */
export const quantile = (list: readonly number[], part: number): number | undefined =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];

const mean = (list: readonly (number | undefined)[]): number | undefined => {
  const known = list.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0) / known.length;
};

const known = (list: readonly Verdict[], what: 'delay' | 'onsetError'): number[] =>
  list.flatMap((verdict) => verdict[what] ?? []);

export const scoreOf = (outcomes: readonly Outcome[]): Score => {
  const events = outcomes.flatMap(({ verdicts }) => verdicts).filter(({ kind }) => kind !== 'calm');
  return {
    runs: outcomes.length,
    events: events.length,
    found: events.filter(({ opened }) => opened > 0).length,
    doubled: events.filter(({ opened }) => opened > 1).length,
    falseAlarms: outcomes.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0),
    delays: known(events, 'delay'),
    onsetErrors: known(events, 'onsetError'),
    precision: mean(events.map(({ precision }) => precision)),
    recall: mean(events.map(({ recall }) => recall)),
  };
};

/** A duration as people say it, with its sign. */
export const spoken = (ms: number | undefined): string => {
  if (ms === undefined) return '';
  const s = Math.abs(ms) / 1_000;
  const text =
    s < 9.95
      ? `${s.toFixed(1)} s`
      : s < 100
        ? `${s.toFixed(0)} s`
        : s < 6_000
          ? `${(s / 60).toFixed(0)} min`
          : `${(s / 3_600).toFixed(1)} h`;
  return ms < 0 && Number.parseFloat(text) > 0 ? `−${text}` : text;
};

const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${Math.floor(share * 100)} %`;

const columns: readonly (readonly [string, (score: Score) => string])[] = [
  ['found', (s) => (s.events === 0 ? 'none to find' : `${s.found} of ${s.events}`)],
  ['time to detect', (s) => spoken(quantile(s.delays, 0.5))],
  ['p90', (s) => spoken(quantile(s.delays, 0.9))],
  ['opened twice', (s) => (s.events === 0 ? '' : `${s.doubled}`)],
  ['onset off by', (s) => spoken(quantile(s.onsetErrors.map(Math.abs), 0.5))],
  ['p90', (s) => spoken(quantile(s.onsetErrors.map(Math.abs), 0.9))],
  ['scope right', (s) => percent(s.precision)],
  ['scope whole', (s) => percent(s.recall)],
  ['false alarms', (s) => `${s.falseAlarms}`],
];

/** A table in Markdown, a row for each scenario. */
export const tableOf = (rows: readonly Row[]): string[] => [
  `| scenario | what happens | ${columns.map(([name]) => name).join(' | ')} |`,
  `| --- | --- | ${columns.map(() => '--:').join(' | ')} |`,
  ...rows.map(({ id, what, outcomes }) => {
    const score = scoreOf(outcomes);
    return `| ${id} | ${what} | ${columns.map(([, tell]) => tell(score)).join(' | ')} |`;
  }),
];
