import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import type { HealthReport } from './view.js';

/** A source that has said nothing for this long says nothing any more, ms. */
const silentAfterMs = 10 * 60_000;
const entriesARead = 100;
/** Sources kept at the most. */
const maxSources = 10_000;

/** Follows what services say of themselves: the newest word of each source. */
@Injectable()
export class HealthReader {
  private readonly newest = new Map<string, HealthReport>();
  private readonly positions: string[];

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) env: Env,
  ) {
    const start = `${clock.toWall(clock.now()) - silentAfterMs}-0`;
    this.positions = Array.from({ length: env.partitions }, () => start);
  }

  async refresh(): Promise<void> {
    await Promise.all(this.positions.map((_, p) => this.pull(p)));
  }

  /** What sources have said lately. */
  reports(): HealthReport[] {
    const oldest = this.clock.now() - silentAfterMs;
    return [...this.newest.values()].filter(({ at }) => at >= oldest);
  }

  private async pull(p: number): Promise<void> {
    for (;;) {
      const reply = await this.redis.xrange(
        this.keys.partition(p).events,
        `(${this.positions[p]}`,
        '+',
        'COUNT',
        entriesARead,
      );
      for (const [id, fields] of reply) {
        this.positions[p] = id;
        const { events } = JSON.parse(fields[1]) as { events: ({ kind: string } & HealthReport)[] };
        for (const event of events) if (event.kind === 'health') this.take(event);
      }
      if (reply.length < entriesARead) return;
    }
  }

  private take({ service, region, source, status, at }: HealthReport): void {
    const key = JSON.stringify([service, region, source]);
    const known = this.newest.get(key);
    if (known ? known.at > at : this.newest.size >= maxSources) return;
    this.newest.set(key, { service, region, source, status, at });
  }
}
