import { Inject, Injectable } from '@nestjs/common';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { KEYS, REDIS } from '../tokens.js';

/** An hour: how long a request's idempotency key is remembered. */
export const onceSeconds = 3_600;

/** One request's signals for one partition. */
export interface Segment {
  bytes: Buffer;
  signals: number;
  receivedAt: number;
  /** Names the request and the segment in it; undefined without an idempotency key. */
  once: string | undefined;
}

interface Waiting {
  segment: Segment;
  stored: () => void;
  failed: (error: unknown) => void;
}

/** Batches and bytes in one entry of the log at the most. */
const segmentsAFlush = 500;
const bytesAFlush = 256 * 1_024;

/**
 * Appends to the raw log. While one append to a partition is under way, what arrives for it waits
 * and then goes together: one XADD per touched partition and flush, never an entry per signal.
 */
@Injectable()
export class SignalLogStore {
  private readonly waiting = new Map<number, Waiting[]>();
  private readonly busy = new Set<number>();

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /** Resolves once Redis has stored the segment; rejects when that is not certain. */
  append(partition: number, segment: Segment): Promise<void> {
    return new Promise((stored, failed) => {
      const queue = this.waiting.get(partition) ?? [];
      queue.push({ segment, stored, failed });
      this.waiting.set(partition, queue);
      if (!this.busy.has(partition)) {
        this.busy.add(partition);
        // after this turn of the event loop, so that requests that arrive together share a flush
        setImmediate(() => void this.flush(partition));
      }
    });
  }

  private async flush(partition: number): Promise<void> {
    for (;;) {
      const queue = this.waiting.get(partition) ?? [];
      const batch = takeFlush(queue);
      if (batch.length === 0) {
        this.busy.delete(partition);
        return;
      }
      try {
        await this.write(
          partition,
          batch.map(({ segment }) => segment),
        );
        for (const { stored } of batch) stored();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }

  private async write(partition: number, segments: Segment[]): Promise<void> {
    const keys = this.keys.partition(partition);
    const names = [keys.signals, keys.log];
    const args: (string | number | Buffer)[] = [
      Math.max(...segments.map(({ receivedAt }) => receivedAt)),
      onceSeconds,
    ];
    for (const { once, signals, bytes } of segments) {
      if (once !== undefined) names.push(keys.once(once));
      args.push(once === undefined ? 0 : names.length, signals, bytes);
    }
    await scripts.append.run(this.redis, names, args);
  }
}

/**
 * Takes from the queue what goes together. The same request twice at once goes in two flushes,
 * because a marker is seen only once it is stored.
 */
const takeFlush = (queue: Waiting[]): Waiting[] => {
  const names = new Set<string>();
  let bytes = 0;
  let n = 0;
  while (n < queue.length && n < segmentsAFlush && (n === 0 || bytes < bytesAFlush)) {
    const { once, bytes: packed } = queue[n].segment;
    if (once !== undefined && names.has(once)) break;
    if (once !== undefined) names.add(once);
    bytes += packed.length;
    n++;
  }
  return queue.splice(0, n);
};
