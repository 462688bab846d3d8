import { passFault } from '../operations/faults.process.js';
import { BatchWriter } from '../signals/batch.js';
import { bucketOf, cellReachMs } from './cell.js';
import { unpackEntries, type DeadLetter, type LogEntry } from './entries.js';
import { dayOf, fold, type Effects, type Received } from './fold.js';
import type { PartitionStore } from './partition.store.js';
import { findPoison } from './poison.js';
import type { PartitionTables } from './tables.js';

/** Signals in one commit: Redis serves no one else while it runs. */
const signalsACommit = 4_000;
const entriesARead = 32;
/** Intervals and days kept in memory: half an hour of live ones, and what is back-filled. */
const bucketsKept = 200;
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
  private running: Promise<number> = Promise.resolve(0);

  constructor(
    private readonly store: PartitionStore,
    private readonly now: () => number,
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
    try {
      do {
        passFault('fold:before-read');
        this.tables ??= await this.store.load(dayOf(this.now()));
        if (waiting.length === 0) {
          waiting = await this.store.read(this.tables.cursor, entriesARead);
        }
        passFault('fold:after-read');
        if (waiting.length === 0) {
          if (await this.store.isAt(this.tables)) break;
          // another worker has moved on, or Redis has gone back in time: read all again
          this.tables = undefined;
          continue;
        }
        const { taken, rest } = takeCommit(waiting);
        if (await this.commit(this.tables, taken)) {
          commits++;
          waiting = rest;
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
    const { received, dead } = unpackEntries(entries);
    const cursor = entries.at(-1)!.id;
    let current = tables;
    let effects: Effects;
    try {
      await this.prepareCells(current, received);
      effects = fold(current, received, this.now());
    } catch {
      const isolated = await this.isolate(received, cursor);
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
    current.trim(bucketsKept, daysKept);
    return true;
  }

  private async prepareCells(tables: PartitionTables, received: Received[]): Promise<void> {
    const needed = new Set<number>();
    for (const { receivedAt, signal } of received) {
      if (signal.at < receivedAt - cellReachMs) continue;
      const bucket = bucketOf(signal.at);
      if (!tables.cells.has(bucket)) needed.add(bucket);
    }
    if (needed.size === 0) return;
    const loaded = await this.store.loadCells([...needed]);
    for (const [bucket, cells] of loaded) tables.cells.set(bucket, cells);
  }

  /** Something in these signals makes the fold throw: finds it, and folds the others. */
  private async isolate(
    received: Received[],
    cursor: string,
  ): Promise<{ tables: PartitionTables; effects: Effects; dead: DeadLetter[] }> {
    const reasons = new Map<Received, string>();
    const works = async (sample: readonly Received[]): Promise<boolean> => {
      const tables = await this.store.load(dayOf(this.now()));
      await this.prepareCells(tables, [...sample]);
      try {
        fold(tables, [...sample], this.now());
        return true;
      } catch (error) {
        if (sample.length === 1) reasons.set(sample[0], (error as Error).message);
        return false;
      }
    };
    const poison = await findPoison(received, works);
    const sound = received.filter((each) => !poison.has(each));
    const tables = await this.store.load(dayOf(this.now()));
    await this.prepareCells(tables, sound);
    const dead = [...poison].map((each) =>
      letter(each.signal, `cannot be folded: ${reasons.get(each) ?? 'it throws'}`, cursor),
    );
    return { tables, effects: fold(tables, sound, this.now()), dead };
  }
}

/** A dead letter of a single signal, packed so that it can be put back into the log. */
const letter = (signal: Received['signal'], reason: string, entry: string): DeadLetter => {
  const writer = new BatchWriter(0);
  writer.add(signal);
  return { reason, entry, bytes: writer.pack() };
};
