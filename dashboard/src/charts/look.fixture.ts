import { formats } from '../ui/format.js';
import { paletteOf } from '../ui/palette.js';
import type { Look } from './look.js';

/** A look whose colours are the names of their tokens. */
export const aLook = (): Look => ({
  palette: paletteOf((token) => token),
  format: formats('en', 'UTC'),
  em: 32,
});
