import { Inject, Injectable } from '@nestjs/common';
import type { ImpactFilter, Scope } from '@rollcall/shared';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS } from '../tokens.js';
import { daysOf, sliceOfName, smallestSampling, type SampledSlice } from './sampled-slices.js';

/** What was read of a day is good for this long, ms. */
const goodForMs = 2_000;

/**
 * Which slices were fed by sampled sources, day by day: a day on which a source was sampled for an
 * hour counts as sampled, so that a number may say "at least" without need, but never the reverse.
 */
@Injectable()
export class SamplingReader {
  private readonly days = new Map<number, { readAt: number; sampled: SampledSlice[] }>();

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /**
   * The smallest share that a source of the scope sent within a time (epoch ms, both ends included);
   * null where none is known to be sampled.
   */
  async smallest(
    scope: Scope,
    filter: ImpactFilter,
    from: number,
    to: number,
  ): Promise<number | null> {
    const days = daysOf(from, to);
    await this.read(days);
    return smallestSampling(
      days.flatMap((day) => this.days.get(day)?.sampled ?? []),
      scope,
      filter,
    );
  }

  private async read(days: readonly number[]): Promise<void> {
    const now = Date.now();
    const old = days.filter((day) => now - (this.days.get(day)?.readAt ?? -Infinity) > goodForMs);
    if (old.length === 0) return;
    for (const [day, { readAt }] of this.days) {
      if (now - readAt > 60_000) this.days.delete(day);
    }
    const reading = this.redis.pipeline();
    for (const day of old) reading.zrange(this.keys.sampledOn(day), '0', '-1', 'WITHSCORES');
    for (const [i, [error, reply]] of ((await reading.exec()) ?? []).entries()) {
      if (error) throw error;
      const texts = reply as string[];
      const sampled = texts.flatMap((name, at) =>
        at % 2 === 0 ? [{ slice: sliceOfName(name), sampling: Number(texts[at + 1]) }] : [],
      );
      this.days.set(old[i], { readAt: now, sampled });
    }
  }
}
