/** The tokens that charts draw with; a canvas can't read the style sheet itself. */
export interface Palette {
  bad: string;
  good: string;
  absent: string;
  ink: string;
  ink2: string;
  line: string;
  surface: string;
  font: string;
}

const tokens: Record<keyof Palette, string> = {
  bad: '--bad',
  good: '--good',
  absent: '--absent',
  ink: '--ink',
  ink2: '--ink-2',
  line: '--line',
  surface: '--surface',
  font: '--font',
};

export const paletteOf = (read: (token: string) => string): Palette =>
  Object.fromEntries(
    Object.entries(tokens).map(([name, token]) => [name, read(token).trim()]),
  ) as unknown as Palette;
