import type { Pulse } from '@rollcall/shared';
import type { LineSeriesOption } from 'echarts/charts';
import type { LineOption } from './affected.option.js';
import { countAxis, gridOf, timeAxis, tooltip, type Look } from './look.js';

const base: LineSeriesOption = {
  type: 'line',
  showSymbol: false,
  connectNulls: false,
  emphasis: { disabled: true },
};

export interface PulseInput {
  pulse: Pulse;
  /** Without axes, as high as a line of words. */
  spark?: boolean;
  words: { people: string; usual: string };
}

/** People here in steps of time as a line, in the band of what past weeks had at the same hours. */
export const pulseOption = ({ pulse, spark, words }: PulseInput, look: Look): LineOption => {
  const { palette, em } = look;
  const { people, usual, from, stepMs } = pulse;
  const line = (value: (step: number) => number | null): [number, number | null][] =>
    people.map((_, step) => [from + step * stepMs, value(step)]);
  const past = usual.some((step) => step !== null);
  const band = (value: (step: number) => number | null, opacity: number): LineSeriesOption => ({
    ...base,
    stack: 'usual',
    data: line(value),
    lineStyle: { width: 0 },
    areaStyle: { color: palette.ink2, opacity },
    tooltip: { show: false },
    silent: true,
  });
  const width = (low: number, high: number) => high - low;

  return {
    animation: false,
    grid: spark
      ? { left: 0, right: 0, top: em * 0.1, bottom: em * 0.1 }
      : gridOf(look, Math.max(0, ...people, ...usual.map((step) => step?.high ?? 0))),
    xAxis: { ...timeAxis(look, from, from + (people.length - 1) * stepMs), show: !spark },
    yAxis: { ...countAxis(look), show: !spark },
    tooltip: tooltip(look),
    series: [
      ...(past
        ? [
            band((step) => usual[step]?.low ?? null, 0),
            band((step) => {
              const then = usual[step];
              return then ? width(then.low, then.high) : null;
            }, 0.2),
            {
              ...base,
              name: words.usual,
              data: line((step) => usual[step]?.middle ?? null),
              lineStyle: { width: em / 16, type: 'dashed' as const, color: palette.ink2 },
              itemStyle: { color: palette.ink2 },
            },
          ]
        : []),
      {
        ...base,
        name: words.people,
        // the last step is still under way: half a crowd would look like one that leaves
        data: line((step) => (step < people.length - 1 ? people[step] : null)),
        lineStyle: { width: em / 8, color: palette.ink },
        itemStyle: { color: palette.ink },
        z: 3,
      },
    ],
  };
};
