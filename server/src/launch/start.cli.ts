import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { childProgram, type ChildProgram } from '../processes/child-program.js';
import { portProblem } from '../processes/ports.net.js';
import { startEmbeddedRedis } from '../redis/embedded/index.js';
import { ownAddress } from '../config/address.js';
import { chooseDemo } from './demo-choice.js';
import { RemovedDemo } from './removed-demo.file.js';
import { lockDataDir } from './lock.file.js';
import {
  demoPlays,
  demoRemoved,
  embeddedRedis,
  givenRedis,
  heldBy,
  portRefused,
  ready,
} from './messages.js';
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
  /** What plays the demo, and the scenarios it knows; absent: there is no demo. */
  player?: { program: ChildProgram; scenarios: readonly string[] };
}

/**
 * `npm start`: Redis, API and worker as processes of their own, until Ctrl-C.
 *
 * @returns the exit code
 */
export async function start({ args, env, say, main, player }: StartRequest): Promise<number> {
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
    const removed = new RemovedDemo(options.dataDir);
    const scenarios = player?.scenarios ?? [];
    const chosen = chooseDemo({ asked: options.demo, scenarios, removed: removed.noted });
    if ('refused' in chosen) {
      say(chosen.refused);
      return 1;
    }
    if (options.demo !== undefined && chosen.demo !== 'off') removed.forget();
    const demo = { name: chosen.demo, program: player?.program, removed };
    return await supervise(options, demo, env, say, main);
  } finally {
    lock.release();
  }
}

/** The demo that was chosen, and what plays it. */
interface ChosenDemo {
  name: string;
  program: ChildProgram | undefined;
  removed: RemovedDemo;
}

async function supervise(
  options: LaunchOptions,
  demo: ChosenDemo,
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
      ROLLCALL_DEMO: demo.name,
      ROLLCALL_DEMO_RUN: randomUUID(),
    },
    redis: redisUrl === undefined ? { start: startRedis } : { url: redisUrl },
    onRedis(redis) {
      say(embeddedRedis(redis, dataDir));
      say('Starting API and worker …');
    },
    address,
    onReady() {
      say(ready(address, options.rootKey ? undefined : rootKey, performance.now() / 1_000));
      if (demo.name !== 'off') say(demoPlays(demo.name, address));
    },
    player: playerOf(demo, address, say),
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

function playerOf({ name, program, removed }: ChosenDemo, address: string, say: Say) {
  if (name === 'off' || !program) return undefined;
  return {
    program,
    args: [name, '--target', address],
    onRemoved() {
      removed.note();
      say(demoRemoved(name));
    },
  };
}

function addressOf(same: { port: number; password: string } | undefined) {
  return same ? { port: same.port, password: same.password } : {};
}
