import { Inject, Injectable } from '@nestjs/common';
import {
  diff,
  emptyLiveView,
  type IncidentView,
  type LivePatch,
  type LiveView,
} from '@rollcall/shared';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { KEYS, REDIS } from '../tokens.js';

/** Patches kept for an API that was away for a moment; some minutes' worth. */
const patchesKept = 1_000;

/** The published live view, its patches, and the last impact of each incident. */
@Injectable()
export class LiveViewStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /** The view as last published; an empty one before the first. */
  async load(): Promise<LiveView> {
    const found = await this.redis.hget(this.keys.view, 'view');
    return found === null ? emptyLiveView : (JSON.parse(found) as LiveView);
  }

  /** Publishes the view that follows `before`. False: another assessment was faster. */
  async publish(before: LiveView, next: LiveView): Promise<boolean> {
    const patch: LivePatch = diff(before, next);
    const impacts = next.incidents.flatMap((incident) => [incident.id, JSON.stringify(incident)]);
    const done = await scripts.publish.run(
      this.redis,
      [this.keys.view, this.keys.patches, this.keys.impacts],
      [
        before.version,
        next.version,
        JSON.stringify(next),
        JSON.stringify(patch),
        patchesKept,
        ...impacts,
      ],
    );
    return done === 1;
  }

  /** What was last published of one incident, its peaks among it. */
  async published(id: string): Promise<IncidentView | undefined> {
    const found = await this.redis.hget(this.keys.impacts, id);
    return found === null ? undefined : (JSON.parse(found) as IncidentView);
  }

  /** The same of all incidents. */
  async allPublished(): Promise<Map<string, IncidentView>> {
    const found = await this.redis.hgetall(this.keys.impacts);
    return new Map(
      Object.entries(found).map(([id, view]) => [id, JSON.parse(view) as IncidentView]),
    );
  }

  /** Id of the newest patch; '0-0' before the first. */
  async newestPatch(): Promise<string> {
    const reply = await this.redis.xrevrange(this.keys.patches, '+', '-', 'COUNT', 1);
    return reply[0]?.[0] ?? '0-0';
  }

  /**
   * Waits on a connection of its own for patches after an id, at most `blockMs`.
   * @returns the patches with their ids; none when nothing came
   */
  async patchesAfter(
    id: string,
    blockMs: number,
    connection: RedisClient,
  ): Promise<{ id: string; patch: LivePatch }[]> {
    const reply = await connection.xread(
      'COUNT',
      100,
      'BLOCK',
      blockMs,
      'STREAMS',
      this.keys.patches,
      id,
    );
    const entries = reply?.[0]?.[1] ?? [];
    return entries.map(([entry, fields]) => ({
      id: entry,
      patch: JSON.parse(fields[1]) as LivePatch,
    }));
  }
}
