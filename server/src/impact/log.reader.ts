import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { futureToleranceMs } from '../clock/time.js';
import type { Env } from '../config/env.js';
import { internalType } from '../directory/customers.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { IntList } from '../directory/numbers.js';
import type { People } from '../directory/people.js';
import type { IndexEntry } from '../fold/index-entry.js';
import type { OutcomeCode, RowEntry } from '../fold/rows.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import type { SliceName } from '../slices/slice.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import type { ImpactCount } from './impact-count.js';
import { PartitionLogReader, Rewound } from './partition-log.reader.js';
import { LiveWindow } from './window.js';

/** Whatever follows the log, row by row, from a time on (epoch ms). */
export type LogFollower = Pick<ImpactCount, 'add'> & {
  readonly window: Pick<ImpactCount['window'], 'onset'>;
};

/** Where the clock goes back further than this, another time begins, ms. */
const backMs = 60_000;

interface Partition {
  log: PartitionLogReader;
  /** Subject → identity, and the customer its signals named (−1: none). */
  identities: IntList;
  named: IntList;
  /** Slice of the partition → slice of this process. */
  slices: number[];
}

/**
 * Folds the committed logs of all partitions into this process's memory: who was met, what the last
 * minutes held, and whatever counts were added as listeners.
 */
@Injectable()
export class LogReader {
  /** What the last minutes held; nothing in a process that is no worker. */
  window: LiveWindow;
  /** Slices of this process, by number. */
  readonly slices: SliceName[] = [];
  private readonly sliceNumbers = new Map<string, number>();
  private partitions: Partition[] = [];
  /** Whom the partitions' subjects were met in. */
  private met: People | undefined;
  private readonly listeners = new Set<LogFollower>();
  private refreshing: Promise<void> | undefined;
  /** Only who publishes the live view needs the window. */
  private readonly watches: boolean;
  /** Rises when everything has to be read again; what was worked out before is void. */
  epoch = 0;
  /** The workspace's clock when the logs were last read. */
  private readAt = -Infinity;

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
  ) {
    this.window = new LiveWindow(env.windowMs);
    this.watches = env.roles.includes('worker');
    this.reset();
  }

  private reset(): void {
    this.epoch++;
    this.window = new LiveWindow(this.env.windowMs);
    this.listeners.clear();
    for (const { identities } of this.partitions) {
      this.met?.forget(Array.from({ length: identities.length }, (_, i) => identities.get(i)));
    }
    this.met = this.directory.people;
    const start = this.idAt(this.clock.now() - this.env.windowMs);
    this.partitions = Array.from({ length: this.env.partitions }, (_, p) => ({
      log: new PartitionLogReader(this.redis, this.keys.partition(p), start),
      identities: new IntList(-1),
      named: new IntList(-1),
      slices: [],
    }));
  }

  /** First stream id that may hold events of a time: they may be dated 5 minutes ahead. */
  private idAt(time: number): string {
    return `${Math.max(0, Math.floor(this.clock.toWall(time) - futureToleranceMs))}-0`;
  }

  /** Reads what was committed meanwhile, the directory first; calls at the same time share it. */
  refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** Refreshes after whatever refresh is under way, so that what was just written is seen. */
  async refreshAfterWrite(): Promise<void> {
    await this.refreshing?.catch(() => undefined);
    return this.refresh();
  }

  private async read(): Promise<void> {
    await this.directory.refresh();
    const now = this.clock.now();
    // the directory has started over: everyone must be met again. Or the clock has gone back, as it does when
    // a story is declared: nothing that comes from here on would be later than what was read before
    if (this.directory.people !== this.met || now < this.readAt - backMs) this.reset();
    this.readAt = now;
    try {
      await this.pullAll();
    } catch (error) {
      if (!(error instanceof Rewound)) throw error;
      this.reset();
      await this.pullAll();
    }
    this.window.trim(now);
  }

  /** Waits for every partition even when one fails, so that none is read twice at a time. */
  private async pullAll(): Promise<void> {
    const outcomes = await Promise.allSettled(this.partitions.map((_, p) => this.pull(p)));
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as Error] : [],
    );
    const reason = reasons.find((each) => each instanceof Rewound) ?? reasons[0];
    if (reason) throw reason;
  }

  private pull(p: number): Promise<void> {
    const partition = this.partitions[p];
    return partition.log.pull(
      (entry) => this.meet(partition, entry),
      (entry) => this.follow(p, partition, entry),
    );
  }

  private meet(partition: Partition, entry: IndexEntry): void {
    for (const { identity, customer } of entry.subjects) {
      const met = this.directory.people.meet(identity, customer);
      partition.identities.push(met.identity);
      partition.named.push(met.named);
    }
    for (const slice of entry.slices) partition.slices.push(this.sliceNumber(slice));
  }

  private sliceNumber(slice: SliceName): number {
    const key = JSON.stringify([slice.service, slice.region, slice.channel]);
    const known = this.sliceNumbers.get(key);
    if (known !== undefined) return known;
    this.sliceNumbers.set(key, this.slices.length);
    return this.slices.push(slice) - 1;
  }

  private follow(p: number, partition: Partition, entry: RowEntry): void {
    const oldest = this.clock.now() - this.env.windowMs;
    if (this.watches && entry.newest >= oldest) {
      const { slices } = partition;
      const mayBeOwn = this.directory.people.customers.anyInternal;
      entry.forEach((subject, slice, at, outcome) => {
        if (at >= oldest && !(mayBeOwn && this.isOwn(partition, subject, at)))
          this.window.add(p, subject, slices[slice], at, outcome);
      });
    }
    for (const count of this.listeners) {
      if (entry.newest < count.window.onset) continue;
      entry.forEach((subject, slice, at, outcome) => count.add(p, subject, slice, at, outcome));
    }
  }

  /** One of our own people, who colour no place on the wall. */
  private isOwn({ identities, named }: Partition, subject: number, at: number): boolean {
    const { people } = this.directory;
    const customer = people.customerAt(identities.get(subject), named.get(subject), at);
    return customer >= 0 && people.customers.typeAt(customer, at) === internalType;
  }

  /** The same of a subject. */
  isOwnSubject(p: number, subject: number, at: number): boolean {
    return this.isOwn(this.partitions[p], subject, at);
  }

  /** The identity of a partition's subject. */
  identity(p: number, subject: number): number {
    return this.partitions[p].identities.get(subject);
  }

  /** The customer that the subject's signals named; −1: none. */
  named(p: number, subject: number): number {
    return this.partitions[p].named.get(subject);
  }

  /** This process's number of a partition's slice. */
  sliceNumberOf(p: number, slice: number): number {
    return this.partitions[p].slices[slice];
  }

  /** What a partition's slice is called. */
  slice(p: number, slice: number): SliceName {
    return this.slices[this.partitions[p].slices[slice]];
  }

  /**
   * Lets a count follow the log from here on, and returns what reads for it what lies before, in
   * chunks, until `stopped` says so. Resolves to the time since when the logs are whole (wall clock,
   * epoch ms).
   * @param past takes what lies before, where it is to be told apart
   */
  follower(
    count: LogFollower,
    stopped: () => boolean,
    past: LogFollower = count,
  ): () => Promise<number> {
    this.listeners.add(count);
    const epoch = this.epoch;
    const { partitions } = this;
    const until = partitions.map(({ log }) => log.reached);
    const from = this.idAt(count.window.onset);
    return async () => {
      let whole = 0;
      for (const [p, { log }] of partitions.entries()) {
        for await (const entries of log.past(from, until[p])) {
          if (stopped() || this.epoch !== epoch) return whole;
          for (const entry of entries) {
            if (entry.newest < count.window.onset) continue;
            entry.forEach((...row) => past.add(p, ...row));
          }
          // lets everything else run between two chunks
          await new Promise((resolve) => setImmediate(resolve));
        }
        whole = Math.max(whole, await log.wholeSince());
      }
      return whole;
    };
  }

  /**
   * Tells of every row that may hold events since a time (epoch ms), partition by partition, in chunks
   * between which everything else runs. False: the logs began anew meanwhile, and it was cut short.
   * @param judging only failures, and what judges them: the impact log alone, which is kept for longer
   */
  async replay(
    since: number,
    row: (
      partition: number,
      subject: number,
      slice: number,
      at: number,
      outcome: OutcomeCode,
    ) => void,
    judging = false,
  ): Promise<boolean> {
    const { epoch } = this;
    for (const [p, { log }] of this.partitions.entries()) {
      const streams = judging ? (['impact'] as const) : undefined;
      for await (const entries of log.past(this.idAt(since), log.reached, streams)) {
        if (this.epoch !== epoch) return false;
        for (const entry of entries) {
          if (entry.newest >= since) entry.forEach((...each) => row(p, ...each));
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return this.epoch === epoch;
  }

  /** From when on the logs of failures are whole, wall clock, epoch ms; 0: nothing was trimmed yet. */
  async failuresWholeSince(): Promise<number> {
    return Math.max(
      ...(await Promise.all(this.partitions.map(({ log }) => log.failuresWholeSince()))),
    );
  }

  /** Ends what `follower` began. */
  unfollow(count: LogFollower): void {
    this.listeners.delete(count);
  }
}
