import type { LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { CurvePoint } from '../live/curve.js';
import type { Formats } from '../ui/format.js';
import type { Palette } from '../ui/palette.js';

export type AffectedOption = ComposeOption<
  LineSeriesOption | GridComponentOption | TooltipComponentOption
>;

export interface AffectedInput {
  points: readonly CurvePoint[];
  subject: 'customers' | 'users';
  palette: Palette;
  format: Pick<Formats, 'compact' | 'number' | 'moment' | 'clock'>;
  words: { failing: string; unseen: string };
  /** Size of the page's letters, px: charts grow with the wall. */
  em: number;
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
  value: (point: CurvePoint) => number,
): Datum[] => {
  const gap = Math.max(leastGapMs, typicalStep(points) * gapFactor);
  return points.flatMap((point, i): Datum[] => {
    const before = points[i - 1];
    const here: Datum = [point.at, value(point)];
    return before && point.at - before.at > gap ? [[before.at + 1, null], here] : [here];
  });
};

/** Affected now as a stacked area: failing at the bottom, not seen since on top of it. */
export const affectedOption = (input: AffectedInput): AffectedOption => {
  const { points, subject, palette, format, words, em } = input;
  const last = points.at(-1)?.at ?? 0;
  const short = last - (points[0]?.at ?? last) < 10 * 60_000;
  const text = { color: palette.ink2, fontFamily: palette.font, fontSize: em * 0.85 };

  const area = (name: string, state: 'failing' | 'unseen'): LineSeriesOption => ({
    name,
    type: 'line',
    stack: 'now',
    data: lineOf(points, (point) => point[subject][state]),
    connectNulls: false,
    showSymbol: false,
    symbol: state === 'failing' ? 'diamond' : 'emptyDiamond',
    lineStyle: {
      // a line of zeros would only lie on the other one
      width: points.some((point) => point[subject][state] > 0) ? em / 8 : 0,
      type: state === 'failing' ? 'solid' : 'dashed',
      color: palette.bad,
    },
    itemStyle: { color: palette.bad },
    areaStyle: { color: palette.bad, opacity: state === 'failing' ? 0.45 : 0.14 },
    emphasis: { disabled: true },
    z: state === 'failing' ? 2 : 1,
  });

  return {
    animation: false,
    grid: {
      left: em * 0.2,
      right: em * 3.9,
      top: em * 0.8,
      bottom: em * 2.2,
      outerBoundsMode: 'none',
    },
    xAxis: {
      type: 'time',
      max: last,
      splitNumber: 3,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        margin: em * 0.7,
        hideOverlap: true,
        showMaxLabel: false,
        formatter: (at) => (short ? format.clock(at) : format.moment(at, last)),
      },
    },
    yAxis: {
      type: 'value',
      position: 'right',
      min: 0,
      minInterval: 1,
      splitNumber: 3,
      splitLine: { lineStyle: { color: palette.line } },
      axisLabel: { ...text, formatter: (value) => format.compact(value) },
    },
    tooltip: {
      trigger: 'axis',
      transitionDuration: 0,
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.ink },
      axisPointer: { label: { formatter: ({ value }) => format.clock(Number(value)) } },
      valueFormatter: (value) => (typeof value === 'number' ? format.number(value) : ''),
    },
    series: [area(words.failing, 'failing'), area(words.unseen, 'unseen')],
  };
};
