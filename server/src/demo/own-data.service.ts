import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';

const lookMs = 1_000;

/**
 * Whether anything of one's own was ever sent. Until then rooms show the demo, if there is one; from
 * the first signal, customer or incident on they show what is yours.
 */
export class OwnData {
  there = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: WorkspaceKeys,
    private readonly partitions: number,
  ) {}

  /** Finds out what is there; goes on looking, because another API may be sent the first signal. */
  async start(): Promise<void> {
    await this.look().catch(() => undefined);
    if (this.there) return;
    this.timer = setTimeout(() => void this.start(), lookMs);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** Hears of the first. */
  onFirst(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Something was taken in by this process. */
  sent(): void {
    if (this.there) return;
    this.become();
    void this.redis.hset(this.keys.meta, 'used', 1).catch(() => undefined);
  }

  private become(): void {
    this.there = true;
    for (const listener of this.listeners) listener();
  }

  private async look(): Promise<void> {
    const marked = await this.redis.hget(this.keys.meta, 'used');
    if (marked !== null || (await this.holdsSignals())) this.become();
  }

  /** Data of a version that did not mark it. */
  private async holdsSignals(): Promise<boolean> {
    const accepted = Array.from({ length: this.partitions }, (_, p) =>
      this.redis.hget(this.keys.partition(p).log, 'accepted'),
    );
    return (await Promise.all(accepted)).some((count) => Number(count ?? 0) > 0);
  }
}
