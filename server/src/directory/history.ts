/** One statement: what holds, from when on, and when it was said (all epoch ms). */
interface Statement<T> {
  from: number;
  statedAt: number;
  /** True when the statement named its own date. */
  dated: boolean;
  value: T;
}

/**
 * What held when, from statements that may come in any order of their dates.
 *
 * A statement that names its date holds from then on. One that names none holds from the moment it
 * was made; if it is the very first, also for all time before it, because nothing else is known. For
 * times before anything was said, all undated statements are knowledge that came late, so the newest
 * of them holds: a directory imported and corrected after the failures gives the same numbers as
 * before them.
 */
export class History<T> {
  /** In the order of their dates. */
  private readonly statements: Statement<T>[] = [];
  /** When the very first was made, if it named no date; else −∞. */
  private silentUntil = -Infinity;

  /** Number of statements. */
  get size(): number {
    return this.statements.length;
  }

  /**
   * Adds a statement; `from` undefined: it names no date. Returns the times at which another value
   * may begin to hold since then.
   */
  state(value: T, statedAt: number, from: number | undefined): number[] {
    const first = this.statements.length === 0 && from === undefined;
    if (first) this.silentUntil = statedAt;
    const effective = from ?? (first ? -Infinity : statedAt);
    let place = this.statements.length;
    while (place > 0 && this.statements[place - 1].from > effective) place--;
    this.statements.splice(place, 0, {
      from: effective,
      statedAt,
      dated: from !== undefined,
      value,
    });
    // the first turn counts from the moment there is anything to turn to
    return this.size > 2 ? [effective] : this.size === 2 ? this.turns() : [];
  }

  /** All values, in the order of their dates. */
  values(): T[] {
    return this.statements.map(({ value }) => value);
  }

  /** The values that bear on a time, the one that decides last; empty when nothing was ever said. */
  until(time: number): T[] {
    const begun = this.statements.filter(({ from }) => from <= time);
    if (time < this.silentUntil) {
      const undated = this.statements.filter(({ dated }) => !dated);
      return [...undated, ...begun.filter(({ dated }) => dated)].map(({ value }) => value);
    }
    return (begun.length > 0 ? begun : this.statements.slice(0, 1)).map(({ value }) => value);
  }

  /** What held at a time. */
  at(time: number): T | undefined {
    return this.until(time).at(-1);
  }

  get latest(): T | undefined {
    return this.statements.at(-1)?.value;
  }

  /** Times at which another value may begin to hold. */
  turns(): number[] {
    return this.statements.map(({ from, statedAt }) => (from === -Infinity ? statedAt : from));
  }

  /** Tells apart the times between which the value may differ; 0 while there is but one. */
  epochAt(time: number): number {
    if (this.statements.length < 2) return 0;
    return this.turns().filter((turn) => turn <= time).length;
  }
}
