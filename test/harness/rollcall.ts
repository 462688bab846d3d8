import { existsSync } from 'node:fs';
import { Child } from './child.js';
import { Client } from './client.js';
import { serverMain } from './paths.js';
import { freePort } from './ports.js';
import type { TestRedis } from './redis.js';
import { Hopeless, until } from './until.js';

export const rootKey = 'root-key-of-the-tests-0123456789abcdef';

export type Role = 'api' | 'worker' | 'api,worker';

export interface Launch {
  redis: Pick<TestRedis, 'url'>;
  role: Role;
  /** Left out: any free one. */
  port?: number;
  /** Where the process is to kill itself: `point` or `point:n`. */
  fault?: string;
  env?: Record<string, string>;
}

/** One process of the product, as an operator starts it: by its environment. */
export class Rollcall {
  private constructor(
    readonly child: Child,
    readonly port: number,
    readonly client: Client,
  ) {}

  static async launch({ redis, role, port, fault, env }: Launch): Promise<Rollcall> {
    if (!existsSync(serverMain))
      throw new Error(`${serverMain} is not there: run npm run build first`);
    const own = port ?? (await freePort());
    const child = Child.node([serverMain], {
      REDIS_URL: redis.url,
      ROLLCALL_ROLES: role,
      HOST: '127.0.0.1',
      PORT: String(own),
      ROLLCALL_ROOT_KEY: rootKey,
      ROLLCALL_DEMO: 'off',
      // most tests make failures up and open their incidents by hand
      ROLLCALL_DETECTION: 'off',
      ...(fault !== undefined && { ROLLCALL_FAULT: fault }),
      ...env,
    });
    return new Rollcall(child, own, new Client(`http://127.0.0.1:${own}`, rootKey));
  }

  /** Launches it and waits until it says that it is ready. */
  static async start(launch: Launch): Promise<Rollcall> {
    const rollcall = await Rollcall.launch(launch);
    return rollcall.ready('/readyz');
  }

  /** `/healthz`: it answers at all; `/readyz`: Redis is there and the folds keep up. */
  async ready(path: '/healthz' | '/readyz'): Promise<this> {
    await until(
      `${path} of the process`,
      async () => {
        if (!this.child.alive) throw new Hopeless(`it has ended: ${this.child.words}`);
        return (await this.client.fetch(path)).ok;
      },
      { withinMs: 30_000 },
    );
    return this;
  }

  stop(): Promise<void> {
    return this.child.stop();
  }

  kill(): Promise<void> {
    return this.child.kill();
  }
}
