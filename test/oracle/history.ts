/** One thing that was said about something. */
interface Statement<T> {
  /** Epoch ms; undefined: no date was named. */
  validFrom: number | undefined;
  putAt: number;
  value: T;
}

/**
 * What was said about one thing. With a date it holds from then on, without one from when it was said;
 * the very first, if it named none, from ever. Before all dates the earliest holds. And of times before
 * anything was said at all, the undated know, if the first was one: the newest of them knows best.
 */
export class History<T> {
  private readonly statements: Statement<T>[] = [];

  say(value: T, validFrom: number | undefined, putAt: number): void {
    // what is known already is no news
    const same = (other: T | undefined): boolean => JSON.stringify(other) === JSON.stringify(value);
    if (validFrom === undefined && this.statements.length > 0 && same(this.at(putAt))) return;
    this.statements.push({ validFrom, putAt, value });
  }

  at(time: number): T | undefined {
    const [first] = this.statements;
    if (first === undefined) return undefined;
    const from = (s: Statement<T>): number => s.validFrom ?? (s === first ? -Infinity : s.putAt);
    const begun = this.statements.filter((s) => from(s) <= time);
    const dated = begun.filter((s) => s.validFrom !== undefined);
    const undated = this.statements.filter((s) => s.validFrom === undefined);
    // told later wins between two of the same date
    const newest = (list: Statement<T>[]) => list.reduce((a, b) => (from(b) >= from(a) ? b : a));
    if (dated.length === 0 && first.validFrom === undefined && time < first.putAt)
      return newest(undated).value;
    if (begun.length > 0) return newest(begun).value;
    return this.statements.reduce((a, b) => (from(b) < from(a) ? b : a)).value;
  }
}
