import type { SliceName } from '../slices/slice.js';
import type { Codes } from './codes.js';

/** Told that a user (by number) is affected by what has a code. Times are epoch ms; last ok 0: never. */
export type HearMet = (
  user: number,
  code: number,
  failures: number,
  firstFailed: number,
  lastFailed: number,
  lastOk: number,
) => void;

/** What some users met, all in all. Times are epoch ms; last ok 0: never. */
export class Met {
  /** By number. */
  readonly users = new Set<number>();
  failures = 0;
  firstFailed = Infinity;
  lastFailed = 0;
  lastOk = 0;
  private readonly codes = new Set<number>();

  constructor(private readonly list: Codes['list']) {}

  readonly hear: HearMet = (user, code, failures, firstFailed, lastFailed, lastOk) => {
    this.users.add(user);
    this.codes.add(code);
    this.failures += failures;
    if (firstFailed < this.firstFailed) this.firstFailed = firstFailed;
    if (lastFailed > this.lastFailed) this.lastFailed = lastFailed;
    if (lastOk > this.lastOk) this.lastOk = lastOk;
  };

  /** Where they failed, each place once. */
  get slices(): SliceName[] {
    const { list } = this;
    const found = [...this.codes].map(
      (code) => [list[code].sliceNumber, list[code].slice] as const,
    );
    return [...new Map(found).values()];
  }
}
