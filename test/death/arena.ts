import { Cleanup } from '../harness/cleanup.js';
import type { Client } from '../harness/client.js';
import { startRedis } from '../harness/start-redis.js';
import type { TestRedis } from '../harness/redis.js';
import { Supervised } from './supervised.js';
import { type Ledger, Traffic } from './traffic.js';
import { type Verdict, verdictOn } from './verdict.js';

/** One Redis, one API, one worker, each started again when it dies. */
export class Arena {
  private total = 0;

  private constructor(
    readonly redis: TestRedis,
    readonly api: Supervised,
    readonly worker: Supervised,
    private readonly cleanup: Cleanup,
  ) {}

  static async open(): Promise<Arena> {
    const cleanup = new Cleanup();
    try {
      const redis = cleanup.add(await startRedis({ fsync: 'always' }), (r) => r.stop());
      // a worker that dies before each commit lets signals wait for minutes: here that is meant
      const env = { ROLLCALL_MAX_FOLD_LAG_SECONDS: '3600' };
      const start = async (role: 'api' | 'worker'): Promise<Supervised> =>
        cleanup.add(await Supervised.start({ redis, role, env }), (p) => p.stop());
      const arena = new Arena(redis, await start('api'), await start('worker'), cleanup);
      await arena.api.ready();
      return arena;
    } catch (error) {
      await cleanup.run();
      throw error;
    }
  }

  get client(): Client {
    return this.api.client;
  }

  /**
   * Opens an incident, keeps signals coming while `death` does its worst, and then looks for every
   * acknowledged signal. `death` says how many were killed.
   */
  async survive(
    scenario: string,
    death: (arena: Arena, ledger: Ledger) => Promise<number>,
  ): Promise<Verdict> {
    const started = performance.now();
    const service = scenario.replaceAll(/\W+/g, '-');
    const { id } = await this.client.call('openIncident', {
      body: {
        title: service,
        scope: { services: [service] },
        onset: Date.now() - 1_000,
        force: true,
      },
    });
    const traffic = new Traffic(() => this.client, service).start();
    let kills: number;
    try {
      kills = await Promise.race([death(this, traffic.ledger), traffic.broken()]);
    } finally {
      traffic.end();
    }
    await traffic.stop();
    this.total += traffic.ledger.acknowledged;
    const found = await verdictOn(this.client, id, traffic.ledger, this.total);
    const seconds = Math.round((performance.now() - started) / 1_000);
    return { scenario, kills, ...found, seconds };
  }

  close(): Promise<void> {
    return this.cleanup.run();
  }
}
