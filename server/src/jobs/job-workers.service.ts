import { Worker } from 'bullmq';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { jobs, type JobHandler, type JobName } from './jobs.js';

export type JobHandlers = { [N in JobName]: JobHandler<N> };

/**
 * Runs jobs. Locks are short and stalls are no failure, so that a killed worker's jobs go on within
 * about 3 s, however often that happens.
 */
export class JobWorkers {
  private readonly workers: Worker[];

  constructor(
    connections: Record<JobName, RedisClient>,
    keys: WorkspaceKeys,
    handlers: JobHandlers,
    onError: (name: JobName, error: Error) => void,
  ) {
    const names = Object.keys(jobs) as JobName[];
    const missing = names.filter((name) => typeof handlers[name] !== 'function');
    const unknown = Object.keys(handlers).filter((name) => !names.includes(name as JobName));
    if (missing.length > 0 || unknown.length > 0) {
      throw new Error(
        `Job handlers do not match the jobs: missing ${missing.join(', ') || 'none'}, ` +
          `unknown ${unknown.join(', ') || 'none'}`,
      );
    }
    this.workers = names.map((name) => {
      const handle = handlers[name] as (data: unknown) => Promise<void>;
      const worker = new Worker(name, (job) => handle(jobs[name].data.parse(job.data)), {
        connection: connections[name],
        prefix: keys.jobs,
        concurrency: jobs[name].concurrency,
        lockDuration: 3_000,
        stalledInterval: 1_000,
        maxStalledCount: Number.MAX_SAFE_INTEGER,
      });
      worker.on('error', (error) => onError(name, error));
      worker.on('failed', (_job, error) => onError(name, error));
      return worker;
    });
  }

  /** Takes no new jobs and waits for the running ones, at most `graceMs`. */
  async close(graceMs = 3_000): Promise<void> {
    const closed = Promise.all(this.workers.map((worker) => worker.close()));
    const grace = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([closed, grace]);
  }
}
