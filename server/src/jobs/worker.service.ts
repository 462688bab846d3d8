import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { AssessService } from '../assess/assess.service.js';
import type { Env } from '../config/env.js';
import { PartitionFold } from '../fold/partition.fold.js';
import { PartitionStore } from '../fold/partition.store.js';
import { RollUpService } from '../history/roll-up.service.js';
import { passFault } from '../operations/faults.process.js';
import { LogStatusReader } from '../operations/log-status.reader.js';
import { LOG } from '../operations/log.js';
import { TrimService } from '../operations/trim.service.js';
import { ProbeRuns } from '../probes/probe-runs.service.js';
import { connectRedis, isRedisAway, type RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { SeriesRollUp } from '../series/series-roll-up.service.js';
import { ENV, KEYS, REDIS } from '../tokens.js';
import { JobQueues } from './job-queues.service.js';
import { JobWorkers } from './job-workers.service.js';
import type { JobName } from './jobs.js';

const sweepMs = 1_000;
const trimEverySweeps = 10;
/** A fold job gives way after this, ms; what is left wakes it again. */
const foldBudgetMs = 1_000;
/** After a commit a fold looks so often for more, 15 ms apart: cheaper than a job for each wake. */
const foldLooks = 8;
/** Signals that wait this long while no fold runs mean that jobs no longer reach this process, ms. */
const stuckMs = 30_000;
/** The same error is logged once in this time, ms. */
const quietMs = 5_000;

/** Runs the jobs of this process, and wakes them once a second, because a wake is only a hint. */
@Injectable()
export class WorkerService implements OnApplicationBootstrap, OnApplicationShutdown {
  private workers: JobWorkers | undefined;
  private readonly connections: RedisClient[] = [];
  private sweep: NodeJS.Timeout | undefined;
  private sweeps = 0;
  private foldedAt = Date.now();
  private readonly folds: PartitionFold[];
  private readonly loggedAt = new Map<string, number>();

  constructor(
    @Inject(REDIS) redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
    @Inject(LOG) private readonly log: Logger,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(AssessService) private readonly assess: AssessService,
    @Inject(RollUpService) private readonly history: RollUpService,
    @Inject(SeriesRollUp) private readonly series: SeriesRollUp,
    @Inject(TrimService) private readonly trim: TrimService,
    @Inject(ProbeRuns) private readonly probes: ProbeRuns,
    @Inject(LogStatusReader) private readonly status: LogStatusReader,
  ) {
    this.folds = Array.from(
      { length: env.partitions },
      (_, p) =>
        new PartitionFold(
          new PartitionStore(redis, keys.partition(p)),
          () => Date.now(),
          foldLooks,
          () => queues.wake('assess', {}),
        ),
    );
  }

  onApplicationBootstrap(): void {
    const connect = (): RedisClient => {
      const connection = connectRedis(this.env.redisUrl, 'jobs');
      this.connections.push(connection);
      return connection;
    };
    this.workers = new JobWorkers(
      {
        fold: connect(),
        assess: connect(),
        history: connect(),
        series: connect(),
        trim: connect(),
        probe: connect(),
        probes: connect(),
      },
      this.keys,
      {
        fold: ({ partition }) => this.fold(partition),
        assess: () => this.assess.run(),
        history: () => this.rollUp(),
        series: () => this.addSeries(),
        trim: () => this.trimAll(),
        probe: ({ probe }) => this.probes.run(probe),
        probes: () => this.probes.plan(),
      },
      (name, error) => this.report(name, error),
    );
    this.wakeAll();
    this.sweep = setInterval(() => this.wakeAll(), sweepMs);
  }

  private async fold(partition: number): Promise<void> {
    const started = Date.now();
    this.foldedAt = started;
    await this.folds[partition]?.run(foldBudgetMs);
    if (Date.now() - started >= foldBudgetMs) this.queues.wake('fold', { partition });
    passFault('fold:before-ack');
  }

  private async rollUp(): Promise<void> {
    if (await this.history.run()) this.queues.wake('history', {});
  }

  private async addSeries(): Promise<void> {
    if (await this.series.run()) this.queues.wake('series', {});
  }

  private async trimAll(): Promise<void> {
    await this.trim.run();
    await this.history.trim();
    await this.series.trim();
  }

  private wakeAll(): void {
    for (let partition = 0; partition < this.env.partitions; partition++) {
      this.queues.wake('fold', { partition });
    }
    this.queues.wake('assess', {});
    this.queues.wake('history', {});
    this.queues.wake('series', {});
    if (this.sweeps++ % trimEverySweeps === 0) {
      this.queues.wake('trim', {});
      this.queues.wake('probes', {});
      // Redis being away is no reason to end: then nobody can fold
      this.endIfStuck().catch(() => undefined);
    }
  }

  /**
   * Ends the process when signals wait and no fold has come our way for long: whatever holds the
   * jobs up, a fresh process under its supervisor is the surest way on, and nothing is lost by it.
   */
  private async endIfStuck(): Promise<void> {
    const status = await this.status.read();
    const lagMs = status.oldestUnfolded === 0 ? 0 : Date.now() - status.oldestUnfolded;
    const idleMs = Date.now() - this.foldedAt;
    if (lagMs < stuckMs || idleMs < stuckMs) return;
    this.log.fatal({ lagMs, idleMs }, 'signals wait, but no fold job comes: starting over');
    process.exit(1);
  }

  private report(name: JobName, error: Error): void {
    const key = `${name}: ${error.message}`;
    const last = this.loggedAt.get(key) ?? 0;
    if (Date.now() - last < quietMs) return;
    if (this.loggedAt.size > 100) this.loggedAt.clear();
    this.loggedAt.set(key, Date.now());
    if (isRedisAway(error)) this.log.warn({ job: name }, 'Redis is away; trying again');
    else this.log.error({ err: error, job: name }, 'job failed; it is tried again');
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.sweep);
    await this.workers?.close();
    for (const connection of this.connections) connection.disconnect();
  }
}
