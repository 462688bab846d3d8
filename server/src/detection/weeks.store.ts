import { Inject, Injectable } from '@nestjs/common';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import type { SliceName } from '../slices/slice.js';
import { KEYS, REDIS } from '../tokens.js';
import { nameOf } from './scope-of.js';
import { hoursOfWeek } from './weeks.js';

const version = 1;
const bytes = 1 + 8 + 2 * hoursOfWeek;
/** Slices whose weeks are kept: the first that come. */
const most = 4_096;
/** What was learned later than this is of another time, ms. */
const aheadMs = 3_600_000;

/**
 * How few people came to each slice in each hour of the week, so that a restart does not forget it. A value
 * says up to when (the log's time) it was learned.
 */
@Injectable()
export class WeeksStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  async write(learned: readonly (readonly [SliceName, Uint16Array])[], now: number): Promise<void> {
    if (learned.length === 0) return;
    const { weeks } = this.keys;
    const known = new Set(await this.redis.hkeys(weeks));
    const fields = learned.flatMap(([slice, fewest]) => {
      const name = nameOf(slice);
      if (!known.has(name) && known.size >= most) return [];
      known.add(name);
      return [name, packed(fewest, now)];
    });
    if (fields.length > 0) await this.redis.hset(weeks, ...fields);
  }

  /** By the slice's name, see `nameOf`. Of a time to come nothing is believed. */
  async read(now: number): Promise<Map<string, Uint16Array>> {
    const found = new Map<string, Uint16Array>();
    for (const [name, value] of Object.entries(await this.redis.hgetallBuffer(this.keys.weeks))) {
      if (value.length !== bytes || value[0] !== version) continue;
      if (value.readDoubleBE(1) > now + aheadMs) continue;
      found.set(
        name,
        Uint16Array.from({ length: hoursOfWeek }, (_, hour) => value.readUInt16BE(9 + 2 * hour)),
      );
    }
    return found;
  }
}

const packed = (fewest: Uint16Array, now: number): Buffer => {
  const value = Buffer.alloc(bytes);
  value[0] = version;
  value.writeDoubleBE(now, 1);
  fewest.forEach((people, hour) => value.writeUInt16BE(people, 9 + 2 * hour));
  return value;
};
