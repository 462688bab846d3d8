import { passFault } from '../operations/faults.process.js';
import type { AcceptedSignal } from '../signals/accepted-signal.js';
import { BatchColumns } from '../signals/batch-columns.js';
import { BatchWriter } from '../signals/batch.js';
import { unpackEntries, type DeadLetter, type LogEntry } from './entries.js';
import { dayOf, fold, type Effects } from './fold.js';
import type { PartitionStore } from './partition.store.js';
import { findPoison } from './poison.js';
import type { PartitionTables } from './tables.js';

/** Signals in one commit: Redis serves no one else while it runs. */
const signalsACommit = 4_000;
const entriesARead = 32;
/** Time between two looks for more, ms. */
const lookEveryMs = 15;
const daysKept = 3;

/** Takes whole entries until a commit is full; at least one. */
const takeCommit = (entries: LogEntry[]): { taken: LogEntry[]; rest: LogEntry[] } => {
  let bytes = 0;
  let n = 0;
  // some 25 bytes a signal: counted by size, so that nothing is unpacked twice
  while (n < entries.length && (n === 0 || bytes < signalsACommit * 25)) {
    bytes += entries[n].batches.reduce((sum, batch) => sum + batch.length, 0);
    n++;
  }
  return { taken: entries.slice(0, n), rest: entries.slice(n) };
};

/**
 * Folds one partition, one run at a time. Keeps the partition's tables between runs and throws them
 * away whenever a commit did not come back with yes.
 */
export class PartitionFold {
  private tables: PartitionTables | undefined;
  private readonly columns = new BatchColumns();
  private running: Promise<number> = Promise.resolve(0);

  /**
   * @param now wall clock, epoch ms
   * @param stay how often, after a commit, a run looks for more before it ends; a look costs a tenth
   *   of another job
   */
  constructor(
    private readonly store: PartitionStore,
    private readonly now: () => number,
    private readonly stay = 0,
    /** Hears of each commit as it is made: in steady traffic a run lasts as long as it may. */
    private readonly committed: () => void = () => undefined,
  ) {}

  /**
   * Folds what is in the log, for at most `budgetMs`. Resolves to the number of commits. A second
   * call waits for the first: BullMQ may run a job twice.
   */
  run(budgetMs: number): Promise<number> {
    this.running = this.running.catch(() => 0).then(() => this.drain(budgetMs));
    return this.running;
  }

  private async drain(budgetMs: number): Promise<number> {
    const end = this.now() + budgetMs;
    let commits = 0;
    let waiting: LogEntry[] = [];
    let looks = 0;
    try {
      do {
        passFault('fold:before-read');
        this.tables ??= await this.store.load(dayOf(this.now()));
        if (waiting.length === 0) {
          waiting = await this.store.read(this.tables.cursor, entriesARead);
        }
        passFault('fold:after-read');
        if (waiting.length === 0 && looks > 0) {
          looks--;
          await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
          continue;
        }
        if (waiting.length === 0) {
          if (await this.store.isAt(this.tables)) break;
          // another worker has moved on, or Redis has gone back in time: read all again
          this.tables = undefined;
          continue;
        }
        const { taken, rest } = takeCommit(waiting);
        if (await this.commit(this.tables, taken)) {
          commits++;
          this.committed();
          waiting = rest;
          looks = this.stay;
        } else {
          this.tables = undefined;
          waiting = [];
        }
      } while (this.now() < end);
    } catch (error) {
      this.tables = undefined;
      throw error;
    }
    return commits;
  }

  private async commit(tables: PartitionTables, entries: LogEntry[]): Promise<boolean> {
    const { columns } = this;
    columns.clear();
    const dead = unpackEntries(entries, columns);
    const cursor = entries.at(-1)!.id;
    let current = tables;
    let effects: Effects;
    try {
      effects = fold(current, columns, this.now());
    } catch {
      const isolated = await this.isolate(columns, cursor);
      // someone else has committed meanwhile: these signals may be folded already
      if (isolated.tables.cursor !== tables.cursor) return false;
      ({ tables: current, effects } = isolated);
      this.tables = current;
      dead.push(...isolated.dead);
    }
    dead.push(...effects.refused.map(({ signal, reason }) => letter(signal, reason, cursor)));
    passFault('fold:before-commit');
    const done = await this.store.commit(current, cursor, effects, dead);
    passFault('fold:after-commit');
    if (!done) return false;
    current.cursor = cursor;
    current.commit++;
    current.trim(daysKept);
    return true;
  }

  /** Something in these signals makes the fold throw: finds it, and folds the others. */
  private async isolate(
    columns: BatchColumns,
    cursor: string,
  ): Promise<{ tables: PartitionTables; effects: Effects; dead: DeadLetter[] }> {
    const all = Array.from({ length: columns.length }, (_, i) => i);
    const reasons = new Map<number, string>();
    const works = async (sample: readonly number[]): Promise<boolean> => {
      const tables = await this.store.load(dayOf(this.now()));
      try {
        fold(tables, columns, this.now(), sample);
        return true;
      } catch (error) {
        if (sample.length === 1) reasons.set(sample[0], (error as Error).message);
        return false;
      }
    };
    const poison = await findPoison(all, works);
    const sound = all.filter((each) => !poison.has(each));
    const tables = await this.store.load(dayOf(this.now()));
    const dead = [...poison].map((each) =>
      letter(columns.signal(each), `cannot be folded: ${reasons.get(each) ?? 'it throws'}`, cursor),
    );
    return { tables, effects: fold(tables, columns, this.now(), sound), dead };
  }
}

/** A dead letter of a single signal, packed so that it can be put back into the log. */
const letter = (signal: AcceptedSignal, reason: string, entry: string): DeadLetter => {
  const writer = new BatchWriter(0);
  writer.add(signal);
  return { reason, entry, bytes: writer.pack() };
};
