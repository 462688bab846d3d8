import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import type { Change } from '../detection/suspects.js';
import type { HealthReport } from './view.js';

/** A source that has said nothing for this long says nothing any more, ms. */
const silentAfterMs = 10 * 60_000;
/** Changes are looked back for this far after a start, wall clock, ms; and so many are kept. */
const changesBackMs = 60 * 60_000;
const maxChanges = 200;
const entriesARead = 100;
/** Sources kept at the most. */
const maxSources = 10_000;

type Event = ({ kind: 'health' } & HealthReport) | ({ kind: 'change' } & Change);

/** Follows what services say of themselves, the newest word of each source, and what was changed. */
@Injectable()
export class HealthReader {
  private readonly newest = new Map<string, HealthReport>();
  private readonly changed: Change[] = [];
  private readonly positions: string[];

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) env: Env,
  ) {
    const start = `${Math.max(0, clock.toWall(clock.now()) - changesBackMs)}-0`;
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

  /** What was changed lately: the newest, in the order of their time. */
  changes(): readonly Change[] {
    return this.changed;
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
        const { events } = JSON.parse(fields[1]) as { events: Event[] };
        for (const event of events) {
          if (event.kind === 'health') this.take(event);
          if (event.kind === 'change') this.takeChange(event);
        }
      }
      if (reply.length < entriesARead) return;
    }
  }

  private takeChange({ title, service, region, source, url, at }: Change): void {
    const change = { title, service, region, source: source ?? null, url: url ?? null, at };
    this.changed.push(change);
    this.changed.sort((a, b) => a.at - b.at);
    if (this.changed.length > maxChanges) this.changed.shift();
  }

  private take({ service, region, source, status, at }: HealthReport): void {
    const key = JSON.stringify([service, region, source]);
    const known = this.newest.get(key);
    if (known ? known.at > at : this.newest.size >= maxSources) return;
    this.newest.set(key, { service, region, source, status, at });
  }
}
