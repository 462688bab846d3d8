import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { CLOCK, KEYS, REDIS } from '../tokens.js';
import { ControlState, type ControlEntry, type ControlEvent } from './control-state.js';

const entriesARead = 500;
const tries = 20;

/**
 * The control log: every process folds it for itself, and appends compare the version a decision
 * was made on, so two of them cannot decide the same thing twice.
 */
@Injectable()
export class ControlLog {
  state = new ControlState();
  private position = '';
  private refreshing: Promise<void> | undefined;
  private deciding: Promise<void> = Promise.resolve();

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Reads what was appended meanwhile; calls at the same time share one reading. */
  refresh(): Promise<ControlState> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing.then(() => this.state);
  }

  /** Refreshes after whatever refresh is under way, so that a write just made is seen. */
  async refreshAfterWrite(): Promise<ControlState> {
    await this.refreshing?.catch(() => undefined);
    return this.refresh();
  }

  private async read(): Promise<void> {
    for (;;) {
      // the last entry is read again: if it is gone, Redis has gone back in time
      const start = this.position || '-';
      const reply = await this.redis.xrange(this.keys.control, start, '+', 'COUNT', entriesARead);
      if (this.position !== '' && reply[0]?.[0] !== this.position) {
        this.state = new ControlState();
        this.position = '';
        continue;
      }
      for (const [id, fields] of reply) {
        if (id === this.position) continue;
        this.state.apply({ id, ...(JSON.parse(fields[1]) as Omit<ControlEntry, 'id'>) });
      }
      this.position = reply.at(-1)?.[0] ?? '';
      if (reply.length < entriesARead) return;
    }
  }

  /**
   * Decides on the newest state and appends what was decided; decides anew when someone else was
   * faster. An empty decision appends nothing.
   */
  async decide<E extends ControlEvent>(
    by: string,
    decision: (state: ControlState, now: number) => { about: string; events: Result<E[]> },
  ): Promise<Result<{ about: string }>> {
    // one decision at a time in this process; only other processes can still be faster
    const before = this.deciding;
    let done = (): void => undefined;
    this.deciding = new Promise((resolve) => (done = resolve));
    await before;
    try {
      return await this.decideNow(by, decision);
    } finally {
      done();
    }
  }

  private async decideNow<E extends ControlEvent>(
    by: string,
    decision: (state: ControlState, now: number) => { about: string; events: Result<E[]> },
  ): Promise<Result<{ about: string }>> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const state = await this.refreshAfterWrite();
      const now = this.clock.now();
      const { about, events } = decision(state, now);
      if (!events.ok) return events;
      if (await this.append(about, state.versionOf(about), events.value, by, now)) {
        await this.refreshAfterWrite();
        return ok({ about });
      }
    }
    return fail('conflict', 'others changed the same thing at the same time', {
      remedy: 'read it again and send the change again',
    });
  }

  private async append(
    about: string,
    version: number,
    events: ControlEvent[],
    by: string,
    at: number,
  ): Promise<boolean> {
    if (events.length === 0) return true;
    const done = await scripts.controlAppend.run(
      this.redis,
      [this.keys.control, this.keys.controlVersions],
      [about, version, ...events.map((event) => JSON.stringify({ about, at, by, event }))],
    );
    return done === 1;
  }
}
