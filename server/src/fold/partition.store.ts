import { Bits } from '../packing/bits.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { PartitionKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { entriesOf, type DeadLetter, type LogEntry } from './entries.js';
import type { Effects } from './fold.js';
import { readIndexEntry } from './index-entry.js';
import { PartitionTables } from './tables.js';

const failedMarksSeconds = 2 * 86_400;
const deadLettersKept = 1_000;
const indexEntriesARead = 200;

const packOffsets = (offsets: number[]): Buffer => {
  const packed = Buffer.allocUnsafe(offsets.length * 4);
  offsets.forEach((offset, i) => packed.writeUInt32LE(offset, i * 4));
  return packed;
};

/** One partition's state in Redis: what the fold reads, and its one commit. */
export class PartitionStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: PartitionKeys,
  ) {}

  /**
   * The tables as of the stored cursor. Read in this order (cursor last read again) so that a
   * commit in between is noticed: the guard of the next commit would refuse, so it is only retried.
   */
  async load(day: number): Promise<PartitionTables> {
    const [cursor, commit] = await this.redis.hmget(this.keys.state, 'cursor', 'commit');
    const tables = new PartitionTables(cursor ?? '', Number(commit ?? 0));
    for await (const entry of this.indexEntries()) {
      if (entry.commit <= tables.commit) tables.adopt(entry);
    }
    for (const d of [day - 1, day]) {
      const bitmap = await this.redis.getBuffer(this.keys.failed(d));
      if (bitmap) tables.failed.set(d, new Bits(bitmap));
    }
    return tables;
  }

  private async *indexEntries(): AsyncGenerator<ReturnType<typeof readIndexEntry>> {
    let after = '-';
    for (;;) {
      const reply = await this.redis.xrangeBuffer(
        this.keys.index,
        after,
        '+',
        'COUNT',
        indexEntriesARead,
      );
      for (const [, fields] of reply) yield readIndexEntry(fields[1]);
      if (reply.length < indexEntriesARead) return;
      after = `(${reply.at(-1)![0].toString()}`;
    }
  }

  /** True while the stored cursor is the one the tables were read with. */
  async isAt({ cursor, commit }: PartitionTables): Promise<boolean> {
    const [storedCursor, storedCommit] = await this.redis.hmget(
      this.keys.state,
      'cursor',
      'commit',
    );
    return (storedCursor ?? '') === cursor && Number(storedCommit ?? 0) === commit;
  }

  /** The next entries of the raw log after the cursor. */
  async read(cursor: string, count: number): Promise<LogEntry[]> {
    const start = cursor === '' ? '-' : `(${cursor}`;
    return entriesOf(await this.redis.xrangeBuffer(this.keys.signals, start, '+', 'COUNT', count));
  }

  /**
   * Commits effects and cursor together. False: the partition is not where the tables were read
   * from, so nothing was written; read again.
   */
  async commit(
    tables: PartitionTables,
    cursor: string,
    effects: Effects,
    dead: DeadLetter[],
  ): Promise<boolean> {
    const keys = this.keys;
    const done = await scripts.commit.run(
      this.redis,
      [
        keys.state,
        keys.index,
        keys.impact,
        keys.activity,
        keys.events,
        keys.cells,
        keys.dead,
        keys.failed(effects.day),
        keys.signals,
      ],
      [
        tables.cursor,
        tables.commit,
        cursor,
        effects.folded,
        dead.length,
        effects.index,
        effects.impact,
        effects.activity,
        effects.events,
        effects.cells,
        packOffsets(effects.failedBits),
        failedMarksSeconds,
        deadLettersKept,
        dead.length,
        ...dead.flatMap(({ reason, entry, bytes }) => [reason, entry, bytes]),
      ],
    );
    return done === 1;
  }
}
