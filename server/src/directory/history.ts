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
 * was made; the very first of these also for all time before it, because nothing else is known. For
 * times before anything was stated, the newest undated statement is the best knowledge there is, so
 * that a directory imported and corrected after the failures gives the same numbers as before them.
 */
export class History<T> {
  private readonly statements: Statement<T>[] = [];

  /** Number of statements. */
  get size(): number {
    return this.statements.length;
  }

  /** Adds a statement; `from` undefined: it names no date. */
  state(value: T, statedAt: number, from: number | undefined): void {
    const firstUndated = !this.statements.some((each) => !each.dated);
    const effective = from ?? (firstUndated ? -Infinity : statedAt);
    const statement = { from: effective, statedAt, dated: from !== undefined, value };
    let place = this.statements.length;
    while (place > 0 && this.statements[place - 1].from > effective) place--;
    this.statements.splice(place, 0, statement);
  }

  /** Values in the order of their dates. */
  values(): T[] {
    return this.statements.map(({ value }) => value);
  }

  /** Times at which another value may begin to hold. */
  turns(): number[] {
    return this.statements.map(({ from, statedAt }) => (from === -Infinity ? statedAt : from));
  }

  /** Place, among `values()`, of the one that held at a time; −1 when nothing was ever stated. */
  indexAt(time: number): number {
    const { statements } = this;
    let index = statements.length - 1;
    while (index > 0 && statements[index].from > time) index--;
    const found = statements[index];
    if (found?.from === -Infinity && time < found.statedAt) {
      // before anything was known: the newest of what was said without a date
      for (let i = statements.length - 1; i > index; i--) {
        if (!statements[i].dated) return i;
      }
    }
    return index;
  }

  at(time: number): T | undefined {
    return this.statements[this.indexAt(time)]?.value;
  }

  get latest(): T | undefined {
    return this.statements.at(-1)?.value;
  }
}
