import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { ENV, KEYS, REDIS } from '../tokens.js';
import { hasFolded, readStatus, totalStatus, type LogStatus } from './log-status.js';

const pollMs = 15;
/** A fold that is further behind than this will not catch up while someone waits for an answer, ms. */
const hopelessMs = 10_000;

/** Asks Redis how far the folds have come: the public counters, whichever process is asked. */
@Injectable()
export class LogStatusReader {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async read(): Promise<LogStatus> {
    const partitions = Array.from({ length: this.env.partitions }, async (_, p) => {
      const keys = this.keys.partition(p);
      const reply = await scripts.status.run(this.redis, [keys.state, keys.log, keys.signals], []);
      return readStatus(reply as string[]);
    });
    return totalStatus(await Promise.all(partitions));
  }

  /**
   * Waits until all that was stored before the call is folded, at most `patienceMs`; false when it
   * is not.
   */
  async untilFolded(patienceMs: number): Promise<boolean> {
    const before = await this.read();
    const deadline = performance.now() + patienceMs;
    for (let now = before; !hasFolded(before, now); now = await this.read()) {
      const hopeless = now.partitions.some(
        ({ oldestUnfolded, serverTime }) =>
          oldestUnfolded > 0 && serverTime - oldestUnfolded > hopelessMs,
      );
      if (hopeless || performance.now() > deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return true;
  }
}
