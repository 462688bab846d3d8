import { Inject, Injectable } from '@nestjs/common';
import type { Remark } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { futureToleranceMs } from '../clock/time.js';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { partitionOf } from '../signals/partition.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';

const entriesARead = 200;
/** Entries of a partition that are read for one question at the most. */
const mostEntries = 20_000;
const mostRemarks = 200;

/** Whose remarks are wanted, and of which time (epoch ms). */
export interface RemarksOf {
  identities: ReadonlySet<string>;
  customer: string;
  from: number;
  until: number;
}

/** What people said: ratings and contacts, from the logs of events. */
@Injectable()
export class RemarksReader {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The newest first. `complete` is false where the logs don't reach back, or are too long to read. */
  async of(wanted: RemarksOf): Promise<{ remarks: Remark[]; complete: boolean }> {
    const partitions = new Set(
      [...wanted.identities].map((identity) => partitionOf(identity, this.env.partitions)),
    );
    const parts = await Promise.all([...partitions].map((p) => this.read(p, wanted)));
    const remarks = parts.flatMap((part) => part.remarks).sort((a, b) => b.at - a.at);
    return {
      remarks: remarks.slice(0, mostRemarks),
      complete: parts.every(({ complete }) => complete) && remarks.length <= mostRemarks,
    };
  }

  private async read(p: number, wanted: RemarksOf) {
    const { events, state } = this.keys.partition(p);
    const wall = Math.max(0, Math.floor(this.clock.toWall(wanted.from) - futureToleranceMs));
    const whole = Number((await this.redis.hget(state, 'eventsFrom')) ?? 0);
    const remarks: Remark[] = [];
    let position = `${wall}-0`;
    for (let entries = 0; entries < mostEntries; entries += entriesARead) {
      const reply = await this.redis.xrange(events, position, '+', 'COUNT', entriesARead);
      for (const [id, fields] of reply) {
        position = `(${id}`;
        const { events: said } = JSON.parse(fields[1]) as { events: Remark[] };
        for (const each of said) if (isWanted(each, wanted)) remarks.push(each);
      }
      if (reply.length < entriesARead) return { remarks, complete: whole <= wall };
    }
    return { remarks, complete: false };
  }
}

const isWanted = (each: Remark, { identities, customer, from, until }: RemarksOf): boolean =>
  (each.kind === 'rating' || each.kind === 'contact') &&
  each.at >= from &&
  each.at <= until &&
  (identities.has(each.user) || (each as { customer?: string }).customer === customer);
