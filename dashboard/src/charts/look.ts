import type { Formats } from '../ui/format.js';
import type { Palette } from '../ui/palette.js';

/** What every chart is drawn with, and the parts that look alike in all of them. */
export interface Look {
  palette: Palette;
  format: Pick<Formats, 'compact' | 'number' | 'moment' | 'clock'>;
  /** Size of the letters around the chart, px: charts grow with their place, and no letter is smaller. */
  em: number;
}

export const lettering = ({ palette, em }: Look) => ({
  color: palette.ink2,
  fontFamily: palette.font,
  fontSize: em,
});

/** How many letters of ours a text is as wide as: a Chinese one takes the room of two. */
const lettersOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 1.9 : 1), 0);

/** Room for the labels: times below, at the right numbers up to about `highest`, in any language. */
export const gridOf = ({ em, format }: Look, highest: number) => ({
  left: em * 0.1,
  right:
    em * (0.8 + 0.56 * Math.max(...[1, 1.5, 2].map((n) => lettersOf(format.compact(highest * n))))),
  top: em * 0.45,
  bottom: em * 1.35,
  outerBoundsMode: 'none' as const,
});

export const timeAxis = (look: Look, first: number, last: number) => {
  const short = last - first < 10 * 60_000;
  return {
    type: 'time' as const,
    min: first,
    max: last,
    splitNumber: 3,
    axisLine: { lineStyle: { color: look.palette.line } },
    axisTick: { show: false },
    axisLabel: {
      ...lettering(look),
      margin: look.em * 0.3,
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: false,
      // centred below its tick, one too far left would be cut
      formatter: (at: number) => {
        const label = short ? look.format.clock(at) : look.format.moment(at, last);
        return (at - first) / (last - first) < label.length * 0.014 ? '' : label;
      },
    },
  };
};

export const countAxis = (look: Look) => ({
  type: 'value' as const,
  position: 'right' as const,
  min: 0,
  minInterval: 1,
  splitNumber: 2,
  splitLine: { lineStyle: { color: look.palette.line } },
  axisLabel: {
    ...lettering(look),
    margin: look.em * 0.35,
    // the ground line needs no name, and a time would lie on it
    formatter: (value: number) => (value === 0 ? '' : look.format.compact(value)),
  },
});

export const tooltip = (look: Look) => ({
  trigger: 'axis' as const,
  transitionDuration: 0,
  backgroundColor: look.palette.surface,
  borderColor: look.palette.line,
  textStyle: { ...lettering(look), color: look.palette.ink },
  axisPointer: {
    label: { formatter: ({ value }: { value: unknown }) => look.format.clock(Number(value)) },
  },
  valueFormatter: (value: unknown) => (typeof value === 'number' ? look.format.number(value) : ''),
});
