import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS } from '../tokens.js';
import { jobId, jobs, type JobData, type JobName } from './jobs.js';

/** Wakes of one job within this time become one. */
const coalesceMs = 20;
/** In steady traffic a fold is woken no more often than this, ms: after a commit it looks by itself. */
const foldWakeMs = 100;

/**
 * Wakes jobs. A wake is only a hint: it may be lost when Redis is away, and the sweep of each worker
 * makes up for it within a second.
 */
@Injectable()
export class JobQueues implements OnModuleDestroy {
  private readonly queues: Record<JobName, Queue>;
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  /** When a job was last woken; of folds alone. */
  private readonly wokenAt = new Map<string, number>();

  constructor(@Inject(REDIS) redis: RedisClient, @Inject(KEYS) keys: WorkspaceKeys) {
    const names = Object.keys(jobs) as JobName[];
    this.queues = Object.fromEntries(
      names.map((name) => {
        const queue = new Queue(name, { connection: redis, prefix: keys.jobs });
        queue.on('error', () => undefined);
        return [name, queue];
      }),
    ) as Record<JobName, Queue>;
  }

  /** Asks for a run soon; many calls within 20 ms are one. */
  wake<N extends JobName>(name: N, data: JobData<N>): void {
    const id = jobId(name, data);
    if (this.waiting.has(id)) return;
    const rested = name === 'fold' ? (this.wokenAt.get(id) ?? 0) + foldWakeMs - Date.now() : 0;
    this.waiting.set(
      id,
      setTimeout(
        () => {
          this.waiting.delete(id);
          if (name === 'fold') this.wokenAt.set(id, Date.now());
          this.add(name, data, id).catch(() => undefined);
        },
        Math.min(foldWakeMs, Math.max(coalesceMs, rested)),
      ),
    );
  }

  /** The queue of a job, for what a wake cannot say: schedules. */
  queue(name: JobName): Queue {
    return this.queues[name];
  }

  private async add<N extends JobName>(name: N, data: JobData<N>, id: string): Promise<void> {
    await this.queues[name].add(name, data, {
      deduplication: { id, keepLastIfActive: true },
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    await Promise.all(
      Object.values(this.queues).map((queue) => queue.close().catch(() => undefined)),
    );
  }
}
