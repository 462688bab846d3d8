import { setTimeout as pause } from 'node:timers/promises';
import type { ChildProgram } from '../processes/child-program.js';
import { KeptAlive } from '../processes/kept-alive.process.js';
import type { EmbeddedRedis } from '../redis/embedded/index.js';
import { keepPlayer, type DemoPlayer } from './demo-player.process.js';
import { BoundedLog } from './bounded-log.file.js';
import { failuresToStart, isFutile } from './futility.js';
import { gaveUp, howItEnded, restarting } from './messages.js';
import { untilReady } from './readiness.http.js';
import { startRole, type RoleProcess } from './role.process.js';

const PULSE_MS = 5_000;
/** Within this time a Ctrl-C that ended somebody else has reached us as well. */
const HEARD_MS = 250;

export type Role = 'api' | 'worker';
const NAMES: Record<Role, string> = { api: 'The API', worker: 'The worker' };
export type Say = (line: string) => void;

export interface Supervision {
  /** The program that runs the roles named in ROLLCALL_ROLES. */
  main: ChildProgram;
  /** A process each, ended in this order. */
  roles: readonly Role[];
  /** What a role finds in its environment beside ROLLCALL_ROLES and REDIS_URL. */
  env: NodeJS.ProcessEnv;
  /** A Redis to look after, or the URL of somebody else's. */
  redis: { url: string } | { start: (previous?: EmbeddedRedis) => Promise<EmbeddedRedis> };
  /** Hears which Redis was started, once. */
  onRedis?(redis: EmbeddedRedis): void;
  /** Where `/readyz` is asked; undefined: nothing to wait for. */
  address: string | undefined;
  onReady(): void;
  /** Plays the demo once everything answers. */
  player?: DemoPlayer | undefined;
  /** A folder for a log of each role; undefined: they write where this process does. */
  logDir?: string | undefined;
  say: Say;
}

/**
 * Runs Redis and the roles, starting again what crashes, until the signal comes or a role proves
 * unable to start; then ends all of it: the roles in their order, Redis last.
 */
export class Supervisor {
  readonly #failed = new AbortController();
  readonly #logs: BoundedLog[] = [];
  #redis: KeptAlive<EmbeddedRedis> | undefined;
  #roles: KeptAlive<RoleProcess>[] = [];
  #player: KeptAlive<RoleProcess> | undefined;

  constructor(private readonly plan: Supervision) {}

  /**
   * @param stop asks for the end in good order
   * @returns the exit code: 0 when it was asked to stop, 1 when it had to give up
   */
  async run(stop: AbortSignal): Promise<number> {
    const over = AbortSignal.any([stop, this.#failed.signal]);
    try {
      const ended = whenAborted(over);
      const url = await Promise.race([this.#startRedis(), ended]);
      if (typeof url === 'string' && !over.aborted) await this.#startRoles(url);
      if (await this.#untilReady(over)) await this.#play();
      await ended;
    } catch (error) {
      // Ctrl-C reaches a Redis that is just starting too, and we may hear of its end first: that it
      // ends then is no failure
      await Promise.race([whenAborted(stop), pause(HEARD_MS)]);
      if (!stop.aborted) this.#giveUp((error as Error).message);
    }
    await this.#endAll();
    return this.#failed.signal.aborted ? 1 : 0;
  }

  /** Ends every process at once. */
  killNow(): void {
    this.#player?.killNow();
    for (const one of this.#roles) one.killNow();
    this.#redis?.killNow();
  }

  async #startRedis(): Promise<string> {
    const { redis, say } = this.plan;
    if ('url' in redis) return redis.url;
    this.#redis = new KeptAlive(redis.start, ({ process, ended, error, delayMs }) => {
      say(restarting('Redis', error?.message ?? redisEnd(ended, process.durable), delayMs));
    });
    const first = await this.#redis.begin();
    this.plan.onRedis?.(first);
    return first.url; // the same after a restart: what is connected comes back by itself
  }

  async #startRoles(redisUrl: string): Promise<void> {
    this.#roles = this.plan.roles.map((role) => this.#keepRole(role, redisUrl));
    await Promise.all(this.#roles.map((role) => role.begin()));
  }

  #keepRole(role: Role, redisUrl: string): KeptAlive<RoleProcess> {
    const { main, env, say } = this.plan;
    const log = this.#logOf(role);
    const roleEnv = { ...env, REDIS_URL: redisUrl, ROLLCALL_ROLES: role };
    let failures = 0;
    return new KeptAlive(
      () => startRole(main, roleEnv, log),
      ({ process, ended, ranForMs, delayMs }) => {
        failures = failuresToStart(failures, ended, ranForMs);
        const how = howItEnded(ended);
        if (isFutile(failures)) {
          this.#giveUp(gaveUp(NAMES[role], how, process.lastLines(8), log?.path));
        } else {
          say(restarting(NAMES[role], how, delayMs));
        }
      },
    );
  }

  #logOf(name: string): BoundedLog | undefined {
    const { logDir } = this.plan;
    if (logDir === undefined) return undefined;
    const log = new BoundedLog(`${logDir}/${name}.log`);
    this.#logs.push(log);
    return log;
  }

  async #play(): Promise<void> {
    const { player, env, say } = this.plan;
    if (!player) return;
    this.#player = keepPlayer(player, env, this.#logOf('demo'), say);
    await this.#player.begin();
  }

  async #untilReady(over: AbortSignal): Promise<boolean> {
    const { address, logDir, say } = this.plan;
    if (address === undefined || over.aborted) return false;
    const began = performance.now();
    const pulse = setInterval(() => {
      const seconds = Math.round((performance.now() - began) / 1_000);
      const hint = seconds === 30 && logDir ? `; what the server says is in ${logDir}` : '';
      say(`  … ${seconds} s${hint}`);
    }, PULSE_MS);
    const isReady = await untilReady(address, over);
    clearInterval(pulse);
    if (isReady) this.plan.onReady();
    return isReady;
  }

  #giveUp(why: string): void {
    if (this.#failed.signal.aborted) return;
    this.plan.say(why);
    this.#failed.abort();
  }

  async #endAll(): Promise<void> {
    await this.#player?.end();
    for (const role of this.#roles) await role.end();
    await this.#redis?.end();
    for (const log of this.#logs) log.close();
  }
}

function redisEnd(code: number | null, durable: boolean): string {
  const ended = code === null ? 'was killed' : howItEnded({ code, signal: null });
  return durable ? ended : `${ended}, and what it held in memory is gone`;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
