import { join, resolve } from 'node:path';
import { childProgram, type ChildProgram } from '../processes/child-program.js';
import { portProblem } from '../processes/ports.net.js';
import { startEmbeddedRedis } from '../redis/embedded/index.js';
import { ownAddress } from './address.js';
import { lockDataDir } from './lock.file.js';
import { embeddedRedis, givenRedis, heldBy, portRefused, ready } from './messages.js';
import { HELP, readOptions, type LaunchOptions } from './options.js';
import { keptRootKey } from './root-key.file.js';
import { stopSignals } from './stop-signals.process.js';
import { Supervisor, type Say } from './supervisor.process.js';

export interface StartRequest {
  /** What follows `npm start --`. */
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  say: Say;
  /** The program that runs the roles; the server's own where absent. */
  main?: ChildProgram;
}

/**
 * `npm start`: Redis, API and worker as processes of their own, until Ctrl-C.
 *
 * @returns the exit code
 */
export async function start({ args, env, say, main }: StartRequest): Promise<number> {
  const asked = readOptions(args, env);
  if (asked.kind === 'help') {
    say(HELP);
    return 0;
  }
  if (asked.kind === 'refused') {
    say(asked.reason);
    return 1;
  }
  const { options } = asked;
  const lock = lockDataDir(options.dataDir, ownAddress(options.host, options.port));
  if ('heldBy' in lock) {
    say(heldBy(lock.heldBy, options.dataDir));
    return 1;
  }
  try {
    const problem = await portProblem(options.port, options.host);
    if (problem) {
      say(portRefused(problem, options.host, options.port));
      return 1;
    }
    return await supervise(options, env, say, main);
  } finally {
    lock.release();
  }
}

async function supervise(
  options: LaunchOptions,
  env: NodeJS.ProcessEnv,
  say: Say,
  main = childProgram(import.meta.url, '../main'),
): Promise<number> {
  const { host, port, dataDir, redisUrl } = options;
  const address = ownAddress(host, port);
  const rootKey = options.rootKey ?? keptRootKey(dataDir);
  const startRedis = (same?: { port: number; password: string }) =>
    startEmbeddedRedis({ dir: resolve(dataDir), path: env['PATH'] ?? '', ...addressOf(same) });

  const supervisor = new Supervisor({
    main,
    roles: ['api', 'worker'],
    env: {
      ...env,
      HOST: host,
      PORT: String(port),
      ROLLCALL_ROOT_KEY: rootKey,
      ...(options.demo === undefined ? {} : { ROLLCALL_DEMO: options.demo }),
    },
    redis: redisUrl === undefined ? { start: startRedis } : { url: redisUrl },
    onRedis(redis) {
      say(embeddedRedis(redis, dataDir));
      say('Starting API and worker …');
    },
    address,
    onReady: () =>
      say(ready(address, options.rootKey ? undefined : rootKey, performance.now() / 1_000)),
    logDir: join(dataDir, 'logs'),
    say,
  });
  const stop = stopSignals(() => {
    supervisor.killNow();
    process.exit(130);
  });
  stop.addEventListener('abort', () => say('Stopping …'));
  say(redisUrl === undefined ? 'Starting Redis …' : givenRedis(redisUrl));
  return supervisor.run(stop);
}

function addressOf(same: { port: number; password: string } | undefined) {
  return same ? { port: same.port, password: same.password } : {};
}
