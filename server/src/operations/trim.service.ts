import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { futureToleranceMs } from '../clock/time.js';
import type { Env } from '../config/env.js';
import { ControlLog } from '../control/control-log.store.js';
import type { ControlState } from '../control/control-state.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { PartitionKeys, WorkspaceKeys } from '../redis/keys.js';
import { memoryLimitOf } from '../redis/memory.redis.js';
import { scripts } from '../redis/scripts.redis.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import { keepMs, type LogBudget } from './retention.js';

const megabyte = 1_048_576;
/** What all logs together may take where nothing says otherwise, bytes. */
const defaultBudget = 2_048 * megabyte;
/** Share of a limited Redis that the logs may take. */
const shareOfMemory = 0.6;

/** The logs of a partition, and the share of the budget each may take. */
const shares = { signals: 0.3, impact: 0.35, activity: 0.25, events: 0.1 } as const;
type Log = keyof typeof shares;

/** Trims the logs to their age and to their part of the budget, never above a cursor. */
@Injectable()
export class TrimService {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const total = await this.budget();
    const ages = this.ages(await this.control.refresh());
    for (let p = 0; p < this.env.partitions; p++) {
      const keys = this.keys.partition(p);
      for (const log of Object.keys(shares) as Log[]) {
        await this.trim(keys, log, ages[log], (total * shares[log]) / this.env.partitions);
      }
    }
  }

  private async budget(): Promise<number> {
    if (this.env.logBudgetBytes > 0) return this.env.logBudgetBytes;
    const limit = await memoryLimitOf(this.redis);
    return limit === 0 ? defaultBudget : limit * shareOfMemory;
  }

  /** How long each log is kept, ms: what an open incident counts goes no earlier than the incident. */
  private ages({ incidents }: ControlState): Record<Log, number> {
    const onsets = [...incidents.values()]
      .filter(({ resolvedAt }) => resolvedAt === null)
      .map(({ onset }) => Date.now() - this.clock.toWall(onset) + futureToleranceMs);
    const counted = Math.max(0, ...onsets);
    return {
      signals: this.env.rawMs,
      impact: Math.max(this.env.impactMs, counted),
      activity: Math.max(this.env.activityMs, counted),
      events: this.env.impactMs,
    };
  }

  private async trim(
    keys: PartitionKeys,
    log: Log,
    maxAgeMs: number,
    budgetBytes: number,
  ): Promise<void> {
    const now = Date.now();
    const [first] = await this.redis.xrange(keys[log], '-', '+', 'COUNT', 1);
    if (!first) return;
    const used = Number((await this.redis.memory('USAGE', keys[log])) ?? 0);
    const spent: LogBudget = {
      oldest: Number(first[0].split('-')[0]),
      usedBytes: used,
      budgetBytes,
      maxAgeMs,
    };
    const from = Math.floor(now - keepMs(spent, now));
    if (from <= spent.oldest) return;
    await scripts.trim.run(this.redis, [keys.state, keys[log], keys.history], [log, from]);
  }
}
