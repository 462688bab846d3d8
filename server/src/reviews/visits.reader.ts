import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { hourMs, readHour } from '../history/hour-visits.js';
import { HistoryStore } from '../history/history.store.js';
import { hoursBetween, stepsIn } from '../history/window.js';
import { LogReader } from '../impact/log.reader.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { ENV, KEYS, REDIS } from '../tokens.js';

/** Hours read at once: of many people an hour is megabytes. */
const hoursARead = 6;

/** Which customers were there when, in steps of five minutes, read hour by hour and not kept. */
@Injectable()
export class CustomerVisits {
  private readonly stores: HistoryStore[];

  constructor(
    @Inject(REDIS) redis: RedisClient,
    @Inject(KEYS) keys: WorkspaceKeys,
    @Inject(ENV) env: Env,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
  ) {
    this.stores = Array.from(
      { length: env.partitions },
      (_, p) => new HistoryStore(redis, keys.partition(p)),
    );
  }

  /**
   * Tells of each visit of a customer in the steps that begin in [from, to), epoch ms; a customer comes as
   * often as they were there. Where only some people's visits are kept, of those.
   */
  async each(
    from: number,
    to: number,
    visit: (customer: number, hour: number) => void,
  ): Promise<void> {
    const hours = hoursBetween(from, to);
    for (let i = 0; i < hours.length; i += hoursARead) {
      const some = hours.slice(i, i + hoursARead);
      for (const [p, store] of this.stores.entries()) {
        for (const [hour, { bytes }] of await store.hours(some)) {
          const mask = stepsIn(hour, from, to);
          readHour(bytes, (subject, _slice, ok, slow, failed) => {
            if (((ok | slow | failed) & mask) === 0) return;
            const customer = this.customerOf(p, subject, hour * hourMs);
            if (customer >= 0) visit(customer, hour);
          });
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private customerOf(p: number, subject: number, at: number): number {
    const identity = this.reader.identity(p, subject);
    return this.directory.people.customerAt(identity, this.reader.named(p, subject), at);
  }
}
