import { Inject, Injectable } from '@nestjs/common';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS } from '../tokens.js';
import type { MinuteOfVitals, Vitals } from './vitals.js';

/** Minutes that are kept: two days of them. */
const most = 2_880;

type Row = [service: string, active: number, index: number | null, silent: number | null];

/** Vitals by the minute. The first who notes a minute is believed: several workers follow the same. */
@Injectable()
export class VitalsStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /** Notes a minute (its start, epoch ms), unless it or a later one is noted already. */
  async add(minute: number, { of, services }: MinuteOfVitals): Promise<void> {
    const rows = services.map((each): Row => [each.service, each.active, each.index, each.silent]);
    const { vitals } = this.keys;
    await this.redis
      .xadd(vitals, 'MAXLEN', '~', most, `${minute}-1`, 'of', of, 'rows', JSON.stringify(rows))
      .catch((error: Error) => {
        if (!error.message.includes('equal or smaller')) throw error;
      });
  }

  /** Minute → vitals, in [from, to), epoch ms. */
  async between(from: number, to: number): Promise<Map<number, MinuteOfVitals>> {
    const found = await this.redis.xrange(this.keys.vitals, `${from}-0`, `(${to}-0`);
    return new Map(
      found.map(([id, [, of, , rows]]) => [
        Number(id.split('-')[0]),
        { of: of as MinuteOfVitals['of'], services: (JSON.parse(rows) as Row[]).map(named) },
      ]),
    );
  }

  /** Another time has begun. */
  async forget(): Promise<void> {
    await this.redis.del(this.keys.vitals);
  }
}

const named = ([service, active, index, silent]: Row): Vitals => ({
  service,
  active,
  index,
  silent,
});
