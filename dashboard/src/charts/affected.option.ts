import type { LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { CurvePoint } from '../live/curve.js';
import { countAxis, gridOf, timeAxis, tooltip, type Look } from './look.js';

export type LineOption = ComposeOption<
  LineSeriesOption | GridComponentOption | TooltipComponentOption
>;

export interface AffectedInput {
  points: readonly CurvePoint[];
  subject: 'customers' | 'users';
  words: { failing: string; unseen: string; silent: string };
}

type Datum = [at: number, value: number | null];

/** Points further apart than this are not joined: nobody knows what lay between. */
const gapFactor = 6;
const leastGapMs = 10_000;

const typicalStep = (points: readonly CurvePoint[]): number => {
  const steps = points.slice(1).map((point, i) => point.at - points[i].at);
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
};

/** The points of one line, with a hole wherever too much time lies between two. */
export const lineOf = (
  points: readonly CurvePoint[],
  value: (point: CurvePoint) => number | null,
): Datum[] => {
  const gap = Math.max(leastGapMs, typicalStep(points) * gapFactor);
  return points.flatMap((point, i): Datum[] => {
    const before = points[i - 1];
    const here: Datum = [point.at, value(point)];
    return before && point.at - before.at > gap ? [[before.at + 1, null], here] : [here];
  });
};

const base: LineSeriesOption = {
  type: 'line',
  connectNulls: false,
  showSymbol: false,
  emphasis: { disabled: true },
};

/**
 * Affected now as a stacked area: failing at the bottom, not back yet on top of it. Whoever could not
 * reach us is a dotted line in its interval, from zero: an estimate is never stacked on what was counted.
 */
export const affectedOption = (
  { points, subject, words }: AffectedInput,
  look: Look,
): LineOption => {
  const { palette, em } = look;
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];

  const area = (name: string, state: 'failing' | 'unseen'): LineSeriesOption => ({
    ...base,
    name,
    stack: 'now',
    data: lineOf(points, (point) => point[subject][state]),
    symbol: state === 'failing' ? 'diamond' : 'emptyDiamond',
    lineStyle: {
      // a line of zeros would only lie on the other one
      width: points.some((point) => point[subject][state] > 0) ? em / 8 : 0,
      type: state === 'failing' ? 'solid' : 'dashed',
      color: palette.bad,
    },
    itemStyle: { color: palette.bad },
    areaStyle: { color: palette.bad, opacity: state === 'failing' ? 0.45 : 0.14 },
    z: state === 'failing' ? 2 : 1,
  });

  const highest = points.reduce(
    (most, { [subject]: { failing, unseen }, silent: missing }) =>
      Math.max(most, failing + unseen, missing?.high ?? 0),
    0,
  );
  const silent = subject === 'users' && points.some((point) => point.silent);
  const band = (
    value: (point: CurvePoint) => number | null,
    opacity: number,
  ): LineSeriesOption => ({
    ...base,
    stack: 'silent',
    data: lineOf(points, value),
    lineStyle: { width: 0 },
    itemStyle: { color: palette.absent },
    areaStyle: { color: palette.absent, opacity },
    tooltip: { show: false },
    silent: true,
  });

  return {
    animation: false,
    grid: gridOf(look, highest),
    xAxis: timeAxis(look, first, last),
    yAxis: countAxis(look),
    tooltip: tooltip(look),
    series: [
      area(words.failing, 'failing'),
      area(words.unseen, 'unseen'),
      ...(silent
        ? [
            band((point) => point.silent?.low ?? null, 0),
            band((point) => (point.silent ? point.silent.high - point.silent.low : null), 0.16),
            {
              ...base,
              name: words.silent,
              data: lineOf(points, (point) => point.silent?.estimate ?? null),
              lineStyle: { width: em / 7, type: 'dotted' as const, color: palette.absent },
              itemStyle: { color: palette.absent },
            },
          ]
        : []),
    ],
  };
};
