import type { Picks } from './active.js';
import { grown } from './failure-columns.js';

/** Questions whose masks are kept. 1 byte each for a customer of whom something failed. */
const mostKept = 16;

interface Kept {
  /** What the directory had said when it was worked out. */
  statements: number;
  mask: Uint8Array;
  length: number;
}

/** Which customers a question picks, by place; worked out once of each, until the directory says more. */
export class Masks {
  private readonly kept = new Map<string, Kept>();

  /** @param list place → customer */
  of(question: string, picks: Picks, list: readonly number[], statements: number): Uint8Array {
    const found = this.kept.get(question);
    const kept =
      found?.statements === statements
        ? found
        : { statements, mask: new Uint8Array(list.length), length: 0 };
    this.kept.delete(question);
    this.kept.set(question, kept);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value ?? '');
    if (kept.mask.length < list.length) {
      kept.mask = grown(kept.mask, new Uint8Array(Math.ceil(list.length * 1.25)));
    }
    for (; kept.length < list.length; kept.length++) {
      kept.mask[kept.length] = picks(list[kept.length]) ? 1 : 0;
    }
    return kept.mask;
  }
}
