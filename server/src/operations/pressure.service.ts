import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Failure } from '@rollcall/shared';
import type { Env } from '../config/env.js';
import { isRedisAway, type RedisClient } from '../redis/connection.redis.js';
import { memoryUse } from '../redis/memory.redis.js';
import { ENV, REDIS } from '../tokens.js';
import type { LogStatus } from './log-status.js';
import { LogStatusReader } from './log-status.reader.js';
import { refusalOf, redisAway } from './pressure.js';
import { realTimer } from './timer.service.js';
import { within } from './within.js';

const everyMs = 500;
/** A Redis that takes longer than this to say how far the folds are counts as away, ms. */
const answerMs = 2_000;

/**
 * Watches, twice a second, how far behind the folds are and how full Redis is, so that ingest can
 * push back before either gets out of hand.
 */
@Injectable()
export class Pressure implements OnModuleInit, OnModuleDestroy {
  /** The last reading; undefined before the first. */
  status: LogStatus | undefined;
  private memory = 0;
  private away = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(LogStatusReader) private readonly reader: LogStatusReader,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    void this.watch();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  /** Why nothing can be taken now; undefined when it can. */
  refuse(): Failure | undefined {
    return refusalOf({
      away: this.away,
      memory: this.memory,
      lagMs: this.lagMs(Date.now()),
      maxLagMs: this.env.maxFoldLagMs,
    });
  }

  /** Why nothing can be answered that Redis is needed for; undefined when it can. */
  outage(): Failure | undefined {
    return this.away ? redisAway : undefined;
  }

  /** Age of the oldest signal not yet counted, ms. */
  lagMs(now: number): number {
    const oldest = this.status?.oldestUnfolded ?? 0;
    return oldest === 0 ? 0 : Math.max(0, now - oldest);
  }

  private async watch(): Promise<void> {
    try {
      this.status = await within(answerMs, this.reader.read(), realTimer);
      this.memory = await memoryUse(this.redis);
      this.away = false;
    } catch (error) {
      this.away = isRedisAway(error);
    }
    this.timer = setTimeout(() => void this.watch(), everyMs);
  }
}
