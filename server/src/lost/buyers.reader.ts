import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { stageNames } from '../directory/customers.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { hourMs, readHour } from '../history/hour-visits.js';
import { HistoryStore } from '../history/history.store.js';
import { hoursBetween, stepsIn } from '../history/window.js';
import { LogReader } from '../impact/log.reader.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { ServicesReader } from '../services/services.reader.js';
import { ENV, KEYS, REDIS } from '../tokens.js';
import { boughtBefore, lookBackOf } from './first-purchase.js';

/** Hours read at once: of many people an hour is megabytes. */
const hoursARead = 6;
/** Who bought before a time that is over is looked up again after this, ms, and in this share of one core's time. */
const pastPaceMs = 60_000;
const shareOfTime = 0.02;
/** Incidents whose past is remembered. */
const mostPasts = 20;

/** A time, epoch ms; `to` is not part of it. */
export interface Window {
  from: number;
  to: number;
}

interface Past {
  /** Of each window: who bought shortly before it, users and customers. */
  before: { users: Set<number>; customers: Set<number> }[];
  /** Of each window but the first, today's: whose purchase in it was not the first. */
  leftOut: Set<number>[];
  until: number;
}

/** Whose purchases are not their first, read from the history hour by hour and not kept. */
@Injectable()
export class BuyersReader {
  private readonly stores: HistoryStore[];
  private readonly pasts = new Map<string, Past>();

  constructor(
    @Inject(REDIS) redis: RedisClient,
    @Inject(KEYS) keys: WorkspaceKeys,
    @Inject(ENV) env: Env,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(ServicesReader) private readonly services: ServicesReader,
  ) {
    this.stores = Array.from(
      { length: env.partitions },
      (_, p) => new HistoryStore(redis, keys.partition(p)),
    );
  }

  /**
   * Of each window, users who buy in it and have bought before, as far as is known.
   * @param windows today's first, then those of past weeks
   * @param since of the history, epoch ms
   */
  async leftOut(windows: readonly Window[], since: number): Promise<Set<number>[]> {
    const [today, ...weeks] = windows;
    const starts = windows.map(({ from }) => from);
    const earliest = Math.min(...starts);
    const lookBack = lookBackOf(starts, since);
    const key = JSON.stringify([starts, lookBack, this.reader.epoch, this.services.revision]);
    const known = this.pasts.get(key);
    const past =
      known && performance.now() < known.until
        ? known
        : await this.past(today, weeks, lookBack, earliest);
    if (this.pasts.size >= mostPasts) this.pasts.clear();
    this.pasts.set(key, past);
    return [await this.repeated(today, past.before[0], earliest), ...past.leftOut];
  }

  private async past(
    today: Window,
    weeks: readonly Window[],
    lookBack: number,
    earliest: number,
  ): Promise<Past> {
    const started = performance.now();
    const before: Past['before'] = [];
    const leftOut: Past['leftOut'] = [];
    for (const window of [today, ...weeks]) {
      const found = { users: new Set<number>(), customers: new Set<number>() };
      await this.each({ from: window.from - lookBack, to: window.from }, (user, customer) => {
        found.users.add(user);
        if (customer >= 0) found.customers.add(customer);
      });
      before.push(found);
      if (window !== today) leftOut.push(await this.repeated(window, found, earliest));
    }
    const took = performance.now() - started;
    const until = performance.now() + Math.max(pastPaceMs, took / shareOfTime);
    return { before, leftOut, until };
  }

  private async repeated(
    window: Window,
    before: Past['before'][number],
    earliest: number,
  ): Promise<Set<number>> {
    const { customers } = this.directory.people;
    const found = new Set<number>();
    await this.each(window, (user, customer, at) => {
      const again =
        before.users.has(user) ||
        before.customers.has(customer) ||
        (customer >= 0 &&
          boughtBefore(
            {
              stage: stageNames[customers.stageAt(customer, at)],
              stageKnownFrom: customers.stageKnownFrom(customer),
              since: customers.sinceOf(customer),
            },
            earliest,
          ));
      if (again) found.add(user);
    });
    return found;
  }

  /** Tells of everybody who got through a purchase in a window, as often as they did. */
  private async each(
    { from, to }: Window,
    buys: (user: number, customer: number, at: number) => void,
  ): Promise<void> {
    const hours = hoursBetween(from, to);
    const { people } = this.directory;
    for (let i = 0; i < hours.length; i += hoursARead) {
      const some = hours.slice(i, i + hoursARead);
      for (const [p, store] of this.stores.entries()) {
        for (const [hour, { bytes }] of await store.hours(some)) {
          const mask = stepsIn(hour, from, to);
          readHour(bytes, (subject, slice, ok, slow) => {
            if (((ok | slow) & mask) === 0) return;
            if (this.services.funnelOf(this.reader.slice(p, slice).service) !== 'purchase') return;
            const identity = this.reader.identity(p, subject);
            if (identity < 0) return;
            const at = hour * hourMs;
            const customer = people.customerAt(identity, this.reader.named(p, subject), at);
            buys(people.userOf(identity), customer, at);
          });
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
