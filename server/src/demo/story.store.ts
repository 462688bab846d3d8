import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Story, StoryInput } from '@rollcall/shared';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS, STORY_CLOCK } from '../tokens.js';
import type { StoryClock } from './story-clock.service.js';

const pollMs = 200;

/** Keeps the workspace's story in Redis, and sets this process's clock by it. */
@Injectable()
export class StoryStore implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    /** null: no stories are told in this workspace. */
    @Inject(STORY_CLOCK) private readonly clock: StoryClock | null,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.clock) await this.watch();
  }

  onModuleDestroy(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  get story(): Story | null {
    return this.clock?.story ?? null;
  }

  /** Whether stories may be declared here. */
  get tells(): boolean {
    return this.clock !== null;
  }

  /** Declares a story, or lets the one that was declared run. A running clock goes on as it runs. */
  async declare(input: StoryInput, now: number): Promise<Story> {
    const before = this.story;
    const same = before?.scenario === input.scenario && before.startsAt === input.startsAt;
    const story: Story = {
      ...input,
      declaredAt: same ? before.declaredAt : now,
      beganAt: input.running ? ((same ? before.beganAt : null) ?? now) : null,
    };
    await this.redis.hset(this.keys.meta, 'story', JSON.stringify(story));
    this.take(story);
    return story;
  }

  private take(story: Story | null): void {
    if (this.clock) this.clock.story = story;
  }

  private async watch(): Promise<void> {
    try {
      const found = await this.redis.hget(this.keys.meta, 'story');
      this.take(found === null ? null : (JSON.parse(found) as Story));
    } catch {
      // Redis is away: the clock goes on as it was set
    }
    if (!this.ended) this.timer = setTimeout(() => void this.watch(), pollMs);
  }
}
