import { childProgram, type ChildProgram } from '../processes/child-program.js';
import { portProblem } from '../processes/ports.net.js';
import { ownAddress } from '../config/address.js';
import { givenRedis, portRefused } from './messages.js';
import { readServeOptions } from './serve-options.js';
import { stopSignals } from './stop-signals.process.js';
import { Supervisor, type Say } from './supervisor.process.js';

export interface ServeRequest {
  env: NodeJS.ProcessEnv;
  say: Say;
  /** The program that runs the roles; the server's own where absent. */
  main?: ChildProgram;
}

/**
 * `npm run serve`: the roles named by ROLLCALL_ROLES on somebody else's Redis, until SIGTERM. They
 * write their logs where this process does.
 *
 * @returns the exit code
 */
export async function serve({ env, say, main }: ServeRequest): Promise<number> {
  const options = readServeOptions(env);
  if (typeof options === 'string') {
    say(options);
    return 1;
  }
  const { host, port, redisUrl, roles } = options;
  const address = roles.includes('api') ? ownAddress(host, port) : undefined;
  const problem = address && (await portProblem(port, host));
  if (problem) {
    say(portRefused(problem, host, port));
    return 1;
  }
  const supervisor = new Supervisor({
    main: main ?? childProgram(import.meta.url, '../main'),
    roles,
    env: { ...env, HOST: host, PORT: String(port), ROLLCALL_DEMO: 'off' },
    redis: { url: redisUrl },
    address,
    onReady: () => say(`Rollcall serves ${address}`),
    say,
  });
  const stop = stopSignals(() => {
    supervisor.killNow();
    process.exit(130);
  });
  say(givenRedis(redisUrl));
  return supervisor.run(stop);
}
