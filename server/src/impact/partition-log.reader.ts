import { readIndexEntry, type IndexEntry } from '../fold/index-entry.js';
import { readRows, type RowEntry } from '../fold/rows.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { PartitionKeys } from '../redis/keys.js';

const entriesARead = 100;

/** The streams of a partition that hold rows, and the one that names what they refer to. */
type Stream = 'impact' | 'activity' | 'index';

/** Thrown when a partition's log is not the one read before: Redis has gone back in time. */
export class Rewound extends Error {}

type Reply = [Buffer, Buffer[]][];

/**
 * Follows one partition's logs. What is read was committed; nothing is read twice, and a log that
 * starts over behind our back is noticed by its commit numbers.
 */
export class PartitionLogReader {
  private readonly position: Record<Stream, string>;
  private readonly lastCommit: Record<Stream, number> = { impact: 0, activity: 0, index: 0 };

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: PartitionKeys,
    /** Stream id after which rows are followed; names are read from the beginning. */
    start: string,
  ) {
    this.position = { impact: start, activity: start, index: '' };
  }

  /** Up to which ids the rows were read. */
  get reached(): { impact: string; activity: string } {
    return { impact: this.position.impact, activity: this.position.activity };
  }

  /**
   * Reads what was committed since, names before the rows that use them.
   * Throws Rewound when the log has started over.
   */
  async pull(
    onIndex: (entry: IndexEntry) => void,
    onRows: (entry: RowEntry) => void,
  ): Promise<void> {
    for (;;) {
      // in this order: all names that the rows use were committed before or with them
      const [impact, activity] = await Promise.all([this.next('impact'), this.next('activity')]);
      await this.pullIndex(onIndex);
      for (const [stream, reply] of [
        ['impact', impact],
        ['activity', activity],
      ] as const) {
        for (const [id, fields] of reply) {
          const entry = readRows(fields[1]);
          this.follow(stream, id.toString(), entry.commit);
          onRows(entry);
        }
      }
      if (impact.length < entriesARead && activity.length < entriesARead) return;
    }
  }

  private async pullIndex(onIndex: (entry: IndexEntry) => void): Promise<void> {
    for (;;) {
      const reply = await this.next('index');
      for (const [id, fields] of reply) {
        const entry = readIndexEntry(fields[1]);
        this.follow('index', id.toString(), entry.commit);
        onIndex(entry);
      }
      if (reply.length < entriesARead) return;
    }
  }

  private next(stream: Stream): Promise<Reply> {
    const position = this.position[stream];
    return this.redis.xrangeBuffer(
      this.keys[stream],
      position === '' ? '-' : `(${position}`,
      '+',
      'COUNT',
      entriesARead,
    );
  }

  private follow(stream: Stream, id: string, commit: number): void {
    if (commit <= this.lastCommit[stream]) {
      throw new Rewound(`${this.keys[stream]} starts over at commit ${commit}`);
    }
    this.lastCommit[stream] = commit;
    this.position[stream] = id;
  }

  /** Rows from one id to another, both included, oldest first, some entries at a time. */
  async *past(
    from: string,
    to: Record<'impact' | 'activity', string>,
    streams: readonly ('impact' | 'activity')[] = ['impact', 'activity'],
  ): AsyncGenerator<RowEntry[]> {
    for (const stream of streams) {
      let start = from;
      for (;;) {
        const reply = await this.redis.xrangeBuffer(
          this.keys[stream],
          start,
          to[stream] || '+',
          'COUNT',
          entriesARead,
        );
        if (reply.length > 0) yield reply.map(([, fields]) => readRows(fields[1]));
        if (reply.length < entriesARead) break;
        start = `(${reply.at(-1)![0].toString()}`;
      }
    }
  }

  /** From when on the logs are whole, wall clock, epoch ms; 0: nothing was trimmed yet. */
  async wholeSince(): Promise<number> {
    const trimmed = await this.redis.hmget(this.keys.state, 'impactFrom', 'activityFrom');
    return Math.max(0, ...trimmed.map((time) => Number(time ?? 0)));
  }

  /** The same of the impact log alone, which is kept for longer. */
  async failuresWholeSince(): Promise<number> {
    return Number((await this.redis.hget(this.keys.state, 'impactFrom')) ?? 0);
  }
}
