import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contrast, difference, rgbOf, seenBy, type Deficiency, type Rgb } from './colour.js';

const css = readFileSync(join(import.meta.dirname ?? __dirname, 'tokens.css'), 'utf8');
const modes = ['light', 'dark'] as const;

const tokens = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/g)].map(
    ([, name, light, dark]) => [name, { light: rgbOf(light), dark: rgbOf(dark) }],
  ),
);
const colour = (name: string, mode: (typeof modes)[number]): Rgb => {
  expect(Object.keys(tokens)).toContain(name);
  return tokens[name][mode];
};

const grounds = ['ground', 'surface', 'sunken', 'raised'];
const texts = ['ink', 'ink-2', 'ink-3', 'bad', 'warn', 'good', 'none', 'absent'];

/** Each pair of text and ground that a page may put together. */
const pairs: [text: string, ground: string][] = [
  ...grounds.flatMap((ground) => texts.map((text): [string, string] => [text, ground])),
  ['on-bad', 'bad-strong'],
  ['bad-soft-ink', 'bad-soft'],
  ['warn', 'warn-soft'],
  ['ink', 'warn-soft'],
  ['ink', 'bad-soft'],
  ['ink', 'good-soft'],
  ['good', 'good-soft'],
  ['ground', 'ink'],
];
/** What is drawn: borders of fields, the ring around what has the keyboard, marks. */
const drawn: [string, string][] = grounds.flatMap((ground) =>
  ['edge', 'focus', 'bad-strong'].map((mark): [string, string] => [mark, ground]),
);

describe.each(modes)('%s', (mode) => {
  it.each(pairs)('%s can be read on %s (4.5)', (text, ground) => {
    expect(contrast(colour(text, mode), colour(ground, mode))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(drawn)('%s can be seen on %s (3)', (mark, ground) => {
    expect(contrast(colour(mark, mode), colour(ground, mode))).toBeGreaterThanOrEqual(3);
  });

  const states = ['bad', 'warn', 'good', 'absent'];
  const twos = states.flatMap((one, i) => states.slice(i + 1).map((other) => [one, other]));
  it.each(twos)('%s and %s are told apart by the colour-blind too', (one, other) => {
    const [a, b] = [colour(one, mode), colour(other, mode)];
    const seen = (['protan', 'deutan', 'tritan'] as Deficiency[]).map((eyes) => [
      eyes,
      Math.round(difference(seenBy(eyes, a), seenBy(eyes, b))),
    ]);
    expect(seen.filter(([, apart]) => Number(apart) < 10)).toEqual([]);
  });
});

it('measures as WCAG does', () => {
  expect(contrast(rgbOf('#000000'), rgbOf('#ffffff'))).toBeCloseTo(21);
  expect(contrast(rgbOf('#777777'), rgbOf('#ffffff'))).toBeCloseTo(4.48, 2);
});

it('names no colour anywhere else', () => {
  const file = join(import.meta.dirname ?? __dirname, 'base.css');
  expect(readFileSync(file, 'utf8')).not.toMatch(/#[\da-f]{3,8}\b|rgb\(/i);
});
