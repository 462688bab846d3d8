import type { Failing } from './series.js';
import type { Quiet } from './silence.js';

/** A slice in which customers fail. */
export interface Trouble extends Failing {
  slice: number;
}

/** What detection makes of all that it was told. */
export interface Seen {
  /** Slices that fail, as far as it is believed. */
  troubles: Trouble[];
  /** What looks wrong and is not believed yet. */
  hints: Trouble[];
  /** Slices where people stay away while others come. */
  silent: Quiet['silent'];
  /** Nothing comes, where something should. */
  blind: Quiet['blind'];
  /** The newest try that was seen, epoch ms; −Infinity: none. */
  newest: number;
}
