import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { applyPatch, emptyLiveView, type LivePatch, type LiveView } from '@rollcall/shared';
import type { Env } from '../config/env.js';
import { connectRedis, type RedisClient } from '../redis/connection.redis.js';
import { ENV } from '../tokens.js';
import { LiveViewStore } from './live-view.store.js';

const blockMs = 1_000;
const pauseMs = 200;

/** What a listener is told: a patch, or that everything starts afresh. */
export interface LiveListener {
  patched: (patch: LivePatch) => void;
  replaced: (view: LiveView) => void;
}

/**
 * Follows the one patch stream on a connection of its own and keeps the view it leads to, so that
 * each API serves its own sockets and asks Redis for nothing when one joins.
 */
@Injectable()
export class LiveTail implements OnModuleInit, OnModuleDestroy {
  view: LiveView = emptyLiveView;
  private readonly listeners = new Set<LiveListener>();
  private connection: RedisClient | undefined;
  private ended = false;
  private last = '0-0';
  private whole = false;

  constructor(
    @Inject(LiveViewStore) private readonly store: LiveViewStore,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    this.connection = connectRedis(this.env.redisUrl, 'jobs');
    void this.follow(this.connection);
  }

  onModuleDestroy(): void {
    this.ended = true;
    this.connection?.disconnect();
  }

  listen(listener: LiveListener): void {
    this.listeners.add(listener);
  }

  private async follow(connection: RedisClient): Promise<void> {
    while (!this.ended) {
      try {
        if (!this.whole) await this.startOver();
        const patches = await this.store.patchesAfter(this.last, blockMs, connection);
        for (const { id, patch } of patches) {
          this.last = id;
          this.take(patch);
        }
        // nothing new may also mean that Redis has gone back: the stored view then is another
        if (patches.length === 0) await this.compare();
      } catch {
        // Redis is away: screens keep what they have and say how old it is
        this.whole = false;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  /** The position first, then the view: what lies between is in both, and passed over. */
  private async startOver(): Promise<void> {
    this.last = await this.store.newestPatch();
    const view = await this.store.load();
    this.whole = true;
    if (view.version === this.view.version && view.asOf === this.view.asOf) return;
    this.view = view;
    for (const { replaced } of this.listeners) replaced(view);
  }

  private async compare(): Promise<void> {
    if ((await this.store.newestPatch()) !== this.last) this.whole = false;
  }

  private take(patch: LivePatch): void {
    if (patch.to <= this.view.version && patch.from < this.view.version) {
      // already in the snapshot, or Redis has gone back in time: the stored view decides
      this.whole = false;
      return;
    }
    const next = applyPatch(this.view, patch);
    if (!next) {
      this.whole = false;
      return;
    }
    this.view = next;
    for (const { patched } of this.listeners) patched(patch);
  }
}
