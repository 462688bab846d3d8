/** Light, dark, or as the machine has it. */
export const schemes = ['system', 'light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** The first of what was asked for that there is. */
export const chooseScheme = (wanted: readonly (string | null)[]): Scheme =>
  wanted.find((one): one is Scheme => (schemes as readonly (string | null)[]).includes(one)) ??
  'system';
