import { History } from './history.js';
import { FloatList, IntList } from './numbers.js';

/**
 * A number for each of many owners, as of a time: a user's customer, a customer's type. Most owners
 * only ever have one, which is an array read; a history is kept of the others alone.
 */
export class DatedNumbers {
  /** What holds now. */
  private readonly current: IntList;
  /** Statements that said something new. */
  private readonly statements = new IntList(0);
  private readonly firstStatedAt = new FloatList(0);
  /** NaN: the first statement named no date. */
  private readonly firstFrom = new FloatList(Number.NaN);
  private readonly histories = new Map<number, History<number>>();

  /** @param nothing what an owner has of whom nothing was said */
  constructor(private readonly nothing: number) {
    this.current = new IntList(nothing);
  }

  now(owner: number): number {
    return this.current.get(owner);
  }

  /** What the owner had at a time (epoch ms). */
  at(owner: number, time: number): number {
    if (this.statements.get(owner) < 2) return this.current.get(owner);
    return this.histories.get(owner)?.at(time) ?? this.nothing;
  }

  /** From when on anything was said of the owner, epoch ms: the earliest date, or moment of saying; Infinity: never. */
  knownFrom(owner: number): number {
    const said = this.statements.get(owner);
    if (said === 0) return Infinity;
    if (said > 1) return Math.min(...(this.histories.get(owner)?.turns() ?? []));
    const from = this.firstFrom.get(owner);
    return Number.isNaN(from) ? this.firstStatedAt.get(owner) : from;
  }

  /** Tells apart the times between which the number may differ; 0 for who only ever had one. */
  epochAt(owner: number, time: number): number {
    if (this.statements.get(owner) < 2) return 0;
    return this.histories.get(owner)?.epochAt(time) ?? 0;
  }

  /**
   * Applies a statement. An undated one that only repeats what holds says nothing. Returns the
   * times from which another number may hold since.
   *
   * @param from the date it names; undefined: none
   */
  state(owner: number, value: number, statedAt: number, from: number | undefined): number[] {
    const before = this.statements.get(owner);
    if (before === 0) {
      this.statements.set(owner, 1);
      this.current.set(owner, value);
      this.firstStatedAt.set(owner, statedAt);
      this.firstFrom.set(owner, from ?? Number.NaN);
      return [];
    }
    if (from === undefined && this.at(owner, statedAt) === value) return [];
    const history = this.historyOf(owner);
    const turns = history.state(value, statedAt, from);
    this.statements.set(owner, before + 1);
    this.current.set(owner, history.latest ?? value);
    return turns;
  }

  private historyOf(owner: number): History<number> {
    const known = this.histories.get(owner);
    if (known) return known;
    const made = new History<number>();
    const from = this.firstFrom.get(owner);
    made.state(
      this.current.get(owner),
      this.firstStatedAt.get(owner),
      Number.isNaN(from) ? undefined : from,
    );
    this.histories.set(owner, made);
    return made;
  }
}
