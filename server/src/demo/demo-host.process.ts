import type { Logger } from 'pino';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import { keysOf } from '../redis/keys.js';
import { claimWorkspace } from '../redis/workspace.redis.js';
import { demoEnv } from './demo-env.js';
import { wipe } from './wipe.redis.js';

const lookMs = 300;

/** A workspace as it runs in this process. */
export interface OpenWorkspace {
  close(): Promise<void>;
}

/**
 * Opens the demo's workspace in this process, beside ours, and ends it when it was removed. Processes
 * agree by two fields in Redis: which run the demo's data belongs to, and which run was removed.
 *
 * An API looks after the data: it clears away what an earlier run left, and all of it after the end.
 */
export class DemoHost<W extends OpenWorkspace = OpenWorkspace> {
  /** The demo, while it is there. */
  current: W | undefined;
  private readonly own: ReturnType<typeof keysOf>;
  private readonly env: Env;
  private removed = false;
  private ended = false;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    main: Env,
    private readonly redis: RedisClient,
    private readonly log: Logger,
    private readonly open: (env: Env) => Promise<W>,
  ) {
    this.own = keysOf(main.workspace);
    this.env = demoEnv(main);
  }

  /** The scenario, while the demo is there. */
  get scenario(): string | undefined {
    return this.current && !this.removed ? this.env.demo : undefined;
  }

  /** It is to be there, and isn't yet: this process has just been started. */
  get opening(): boolean {
    return this.env.demo !== undefined && !this.current && !this.removed;
  }

  /**
   * Opens the demo as soon as it may be; or sees to it that nothing is left of an earlier one. Resolves
   * after a first try, and goes on trying.
   */
  start(): Promise<void> {
    this.looking = this.look();
    return this.looking;
  }

  /** Ends the demo in every process, and removes all of it. Resolves once every process can know. */
  async remove(): Promise<boolean> {
    if (this.env.demo === undefined || this.removed) return false;
    await this.redis.hset(this.own.meta, 'demoRemoved', this.env.demoRun);
    this.removed = true;
    return true;
  }

  async close(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.looking;
    await this.current?.close();
    this.current = undefined;
  }

  private async look(): Promise<void> {
    try {
      if ((await this.step()) === 'done') return;
    } catch (error) {
      this.log.debug({ err: error }, 'the demo has to wait');
    }
    if (!this.ended) this.timer = setTimeout(() => void this.start(), lookMs);
  }

  private async step(): Promise<'done' | 'again'> {
    const { demo, demoRun, roles } = this.env;
    const keeper = roles.includes('api');
    if (demo === undefined) {
      if (keeper) await this.wipe();
      return 'done';
    }
    const removed = await this.redis.hget(this.own.meta, 'demoRemoved');
    if (removed === demoRun) {
      this.removed = true;
      await this.current?.close();
      this.current = undefined;
      // another process may still have written: gone is what two looks in a row don't find
      return keeper && (await this.wipe()) > 0 ? 'again' : 'done';
    }
    const { meta } = keysOf(this.env.workspace);
    if ((await this.redis.hget(meta, 'run')) !== demoRun) {
      if (!keeper) return 'again';
      if (!this.current) await this.wipe();
      await claimWorkspace(this.redis, this.env);
      await this.redis.hset(meta, 'run', demoRun);
    }
    if (!this.current && !this.ended) this.current = await this.open(this.env);
    return 'again';
  }

  private wipe(): Promise<number> {
    const { workspace } = this.env;
    return wipe(this.redis, [`rollcall:${workspace}:*`, `{rollcall:${workspace}:*`]);
  }
}
