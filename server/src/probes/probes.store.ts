import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ProbeResult } from '@rollcall/shared';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { KEYS, REDIS } from '../tokens.js';
import { withResult } from './probe.js';

/** Time beyond a check's own that its hold lasts, ms: for storing what it found. */
const graceMs = 5_000;

/** The last results of probes, and who is checking which just now. */
@Injectable()
export class ProbesStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /** All results by probe, oldest first. */
  async results(): Promise<Map<string, ProbeResult[]>> {
    const found = await this.redis.hgetall(this.keys.probeResults);
    return new Map(
      Object.entries(found).map(([id, text]) => [id, JSON.parse(text) as ProbeResult[]]),
    );
  }

  async resultsOf(id: string): Promise<ProbeResult[]> {
    const found = await this.redis.hget(this.keys.probeResults, id);
    return found === null ? [] : (JSON.parse(found) as ProbeResult[]);
  }

  /** Adds a result; to be called by whoever holds the probe. */
  async add(id: string, result: ProbeResult): Promise<void> {
    const results = withResult(await this.resultsOf(id), result);
    await this.redis.hset(this.keys.probeResults, id, JSON.stringify(results));
  }

  async forget(...ids: string[]): Promise<void> {
    if (ids.length > 0) await this.redis.hdel(this.keys.probeResults, ...ids);
  }

  /**
   * Runs a check while no one else runs one of the same probe, in any process. Whoever dies holding it
   * holds it for the check's longest time at most. Resolves to false when somebody else has it.
   */
  async alone(id: string, longestMs: number, run: () => Promise<void>): Promise<boolean> {
    const key = this.keys.probeRunning(id);
    const token = randomUUID();
    if ((await this.redis.set(key, token, 'PX', longestMs + graceMs, 'NX')) !== 'OK') return false;
    try {
      await run();
    } finally {
      await scripts.release.run(this.redis, [key], [token]);
    }
    return true;
  }
}
