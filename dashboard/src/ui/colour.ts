/** Colours measured: contrast as WCAG 2.2 has it, and what the colour-blind see. Pure. */

export type Rgb = readonly [red: number, green: number, blue: number];

/** @param hex `#rrggbb`, with or without alpha, which is left out */
export const rgbOf = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

const linear = (channel: number): number => {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const encoded = (c: number): number =>
  255 * (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);

/** Relative luminance, 0–1 (WCAG 2.2). */
export const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Contrast ratio, 1–21 (WCAG 2.2): text needs 4.5, what is drawn 3. */
export const contrast = (a: Rgb, b: Rgb): number => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

/** Full dichromats, in linear light: Machado, Oliveira, Fernandes 2009, severity 1.0. */
const deficiencies = {
  protan: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deutan: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritan: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
} as const;
export type Deficiency = keyof typeof deficiencies;

/** A colour as somebody with this deficiency sees it. */
export const seenBy = (deficiency: Deficiency, rgb: Rgb): Rgb => {
  const m = deficiencies[deficiency];
  const [r, g, b] = rgb.map(linear);
  const row = (i: number) =>
    encoded(Math.min(1, Math.max(0, m[i] * r + m[i + 1] * g + m[i + 2] * b)));
  return [row(0), row(3), row(6)];
};

/** CIE L*a*b*, D65. */
const lab = (rgb: Rgb): Rgb => {
  const [r, g, b] = rgb.map(linear);
  const f = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : (t * 24_389) / 27 / 116 + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

/** How different two colours look: CIE76, about 2 is the least anyone sees, 10 is seen at a glance. */
export const difference = (a: Rgb, b: Rgb): number => {
  const [one, other] = [lab(a), lab(b)];
  return Math.hypot(...one.map((value, i) => value - other[i]));
};
