import { Inject, Injectable } from '@nestjs/common';
import type { SourceView } from '@rollcall/shared';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS } from '../tokens.js';
import { maxSampledSlices } from './sampled-slices.js';
import { maxSources, sourceId, type SourceSum } from './source-sums.js';
import { hourMinutes, lagMinutes, sourceViews } from './source-view.js';

const minuteMs = 60_000;
const minuteSeconds = (hourMinutes + 2) * 60;
const lagSeconds = (lagMinutes + 2) * 60;
/** A source nobody has heard of for this long is forgotten. */
const forgottenSeconds = 30 * 86_400;
/** Longer than signals may lie back. */
const sampledSeconds = 50 * 86_400;

/** The register of sources in Redis: the same, whichever API is asked. */
@Injectable()
export class SourcesStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /** Adds the sums in one transaction. @param now wall clock, epoch ms */
  async add(sums: readonly SourceSum[], now: number): Promise<void> {
    const transaction = this.redis.multi();
    const minute = this.keys.sourceMinute(Math.floor(now / minuteMs));
    const lag = this.keys.sourceLag(Math.floor(now / minuteMs));
    for (const sum of sums) {
      const id = sourceId(sum.door, sum.name);
      const totals = this.keys.sourceOf(id);
      const count = (key: string, field: string, n: number): void => {
        if (n > 0) transaction.hincrby(key, field, n);
      };
      transaction.zadd(this.keys.sourcesSeen, now, id);
      // written even when nothing was taken, so that the key is there to expire
      transaction.hincrby(totals, 'accepted', sum.accepted);
      transaction.expire(totals, forgottenSeconds);
      for (const [reason, n] of sum.dropped) count(totals, `d:${reason}`, n);
      const texts: string[] = [];
      for (const [reason, example] of sum.examples) texts.push(`x:${reason}`, example);
      if (sum.skewMs !== undefined) texts.push('skewMs', String(Math.round(sum.skewMs)));
      if (sum.sampling !== undefined) texts.push('sampling', String(sum.sampling));
      if (sum.error) texts.push('error', JSON.stringify(sum.error));
      if (texts.length > 0) transaction.hset(totals, ...texts);
      // it sends, and no longer says that it is sampled
      if (sum.sampling === undefined && sum.accepted > 0) transaction.hdel(totals, 'sampling');
      count(minute, `a:${id}`, sum.accepted);
      count(minute, `i:${id}`, sum.interactions);
      count(minute, `k:${id}`, sum.identified);
      for (const [day, slices] of sum.sampled) {
        const sampled = this.keys.sampledOn(day);
        for (const [slice, sampling] of slices) transaction.zadd(sampled, 'LT', sampling, slice);
        transaction.zremrangebyrank(sampled, maxSampledSlices, -1);
        transaction.expire(sampled, sampledSeconds);
      }
      for (const [bucket, n] of sum.lag) count(lag, `${bucket}:${id}`, n);
    }
    transaction.expire(minute, minuteSeconds).expire(lag, lagSeconds);
    transaction.zremrangebyscore(this.keys.sourcesSeen, 0, now - forgottenSeconds * 1_000);
    transaction.zcard(this.keys.sourcesSeen);
    const replies = await transaction.exec();
    const failed = replies?.find(([error]) => error !== null)?.[0];
    if (failed) throw failed;
    await this.makeRoom(Number(replies?.at(-1)?.[1] ?? 0) - maxSources);
  }

  /** Forgets those that have not been heard of for longest. */
  private async makeRoom(tooMany: number): Promise<void> {
    if (tooMany <= 0) return;
    const popped = await this.redis.zpopmin(this.keys.sourcesSeen, tooMany);
    const ids = popped.filter((_, i) => i % 2 === 0);
    if (ids.length > 0) await this.redis.del(...ids.map((id) => this.keys.sourceOf(id)));
  }

  /** All sources, last heard first. @param now wall clock, epoch ms */
  async list(now: number): Promise<SourceView[]> {
    const range = await this.redis.zrevrange(
      this.keys.sourcesSeen,
      0,
      maxSources - 1,
      'WITHSCORES',
    );
    const seen = range.flatMap((id, i) =>
      i % 2 === 0 ? [[id, Number(range[i + 1])] as const] : [],
    );
    if (seen.length === 0) return [];
    const present = Math.floor(now / minuteMs);
    const back = (minutes: number): number[] =>
      Array.from({ length: minutes + 1 }, (_, i) => present - minutes + i);
    const reading = this.redis.pipeline();
    for (const [id] of seen) reading.hgetall(this.keys.sourceOf(id));
    for (const minute of back(hourMinutes)) reading.hgetall(this.keys.sourceMinute(minute));
    for (const minute of back(lagMinutes)) reading.hgetall(this.keys.sourceLag(minute));
    const hashes = ((await reading.exec()) ?? []).map(([error, fields]) => {
      if (error) throw error;
      return fields as Record<string, string>;
    });
    const minutesFrom = seen.length;
    const lagsFrom = minutesFrom + hourMinutes + 1;
    return sourceViews({
      seen,
      totals: hashes.slice(0, minutesFrom),
      minutes: hashes.slice(minutesFrom, lagsFrom),
      lags: hashes.slice(lagsFrom),
    });
  }
}
