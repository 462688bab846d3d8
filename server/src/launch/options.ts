import { parseArgs } from 'node:util';
import { isLoopback } from '../config/address.js';

/** What `npm start` was asked for, by arguments and environment; an argument wins. */
export interface LaunchOptions {
  port: number;
  host: string;
  /** Where the embedded Redis, the root key and the logs are kept; relative to the working directory. */
  dataDir: string;
  redisUrl: string | undefined;
  rootKey: string | undefined;
  /** A scenario's name, `off`, or undefined: not said. */
  demo: string | undefined;
}

export type Asked =
  { kind: 'run'; options: LaunchOptions } | { kind: 'help' } | { kind: 'refused'; reason: string };

const ARGUMENTS = {
  demo: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments after `npm start --` and the environment. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Asked {
  let given;
  try {
    given = parseArgs({ args: [...args], options: ARGUMENTS, allowPositionals: false }).values;
  } catch (error) {
    return refused(`${(error as Error).message.split('. ')[0]}. See npm start -- --help`);
  }
  if (given.help) return { kind: 'help' };

  const portText = given.port ?? set(env['PORT']) ?? '4000';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port < 1 || port > 65_535) {
    return refused(`The port must be a number from 1 to 65535, not "${portText}"`);
  }
  const options: LaunchOptions = {
    port,
    host: given.host ?? set(env['HOST']) ?? '127.0.0.1',
    dataDir: given.data ?? '.rollcall',
    redisUrl: set(env['REDIS_URL']),
    rootKey: set(env['ROLLCALL_ROOT_KEY']),
    demo: given.demo ?? set(env['ROLLCALL_DEMO']),
  };
  if (!isLoopback(options.host) && !options.rootKey) {
    return refused(
      `On ${options.host} others can reach Rollcall: set ROLLCALL_ROOT_KEY to a long secret of your own, or leave HOST at 127.0.0.1`,
    );
  }
  return { kind: 'run', options };
}

function refused(reason: string): Asked {
  return { kind: 'refused', reason };
}

/** An empty variable counts as none: that is what `VARIABLE= npm start` and compose files mean. */
function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

export const HELP = `Rollcall: which customers are affected right now?

  npm start -- [options]       runs everything on this machine, with a Redis of its own

  --port <port>      where to serve (PORT; default 4000)
  --host <address>   what to listen on (HOST; default 127.0.0.1); on an address that others can
                     reach ROLLCALL_ROOT_KEY must be set
  --data <folder>    where data, key and logs are kept (default .rollcall)
  --demo <scenario>  what the demo plays (ROLLCALL_DEMO; default christmas-eve-2012); off: none, wait
                     for real signals
  --help             this text

  Environment: REDIS_URL (a Redis of yours instead of an embedded one), ROLLCALL_ROOT_KEY (a bearer
  token with every permission; made at the first start where absent), ROLLCALL_PARTITIONS.

  npm run serve is for production: no demo, and REDIS_URL must be set.`;
