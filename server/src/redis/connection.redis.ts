import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import { parseRedisUrl } from './redis-url.js';

export type RedisClient = Redis | Cluster;

/**
 * What a connection is for decides how it behaves while Redis is away:
 * - `commands` fails at once, so that callers can answer 503 instead of hanging;
 * - `jobs` waits for ever, as BullMQ asks of its workers.
 */
export type Purpose = 'commands' | 'jobs';

/** How long a server may be silent with commands waiting, ms; BullMQ's reads block for 5 s and more. */
const silenceMs: Record<Purpose, number> = { commands: 5_000, jobs: 20_000 };

const optionsFor = (purpose: Purpose): RedisOptions => ({
  retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  enableReadyCheck: true,
  connectTimeout: 5_000,
  // a server that neither answers nor closes is left behind, together with all that waits for it
  socketTimeout: silenceMs[purpose],
  ...(purpose === 'commands'
    ? {
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        commandTimeout: silenceMs.commands,
        // what was in flight fails, and its caller decides; for `jobs`, where nothing ever fails,
        // it must be sent again, or a blocked read would wait for an answer that never comes
        autoResendUnfulfilledCommands: false,
      }
    : { maxRetriesPerRequest: null }),
});

/**
 * Opens a connection; it goes on trying until closed. `redis://…` and `rediss://…` name one server,
 * `redis-cluster://host:port,host:port,…` a cluster. Errors while Redis is away reach the commands,
 * not this call; await `untilReady` to wait for it.
 */
export const connectRedis = (url: string, purpose: Purpose = 'commands'): RedisClient => {
  const address = parseRedisUrl(url);
  const options = optionsFor(purpose);
  const client =
    address.kind === 'single'
      ? new Redis(url, options)
      : new Cluster(address.nodes, clusterOptions(options, address));
  // Without a listener an away server would end the process; each command reports its own failure.
  client.on('error', () => undefined);
  if (client instanceof Redis) writeTogether(client);
  else client.on('+node', writeTogether);
  return client;
};

/**
 * Commands of one turn of the event loop leave in one write: ioredis makes a system call of each,
 * which costs more than all else about a command (24 µs of CPU each; 8 in company of 15 others).
 */
const writeTogether = (client: Redis): void => {
  client.on('connect', () => {
    const { stream } = client;
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    let waiting = false;
    stream.write = (...args: unknown[]): boolean => {
      if (!waiting) {
        waiting = true;
        stream.cork();
        setImmediate(() => {
          waiting = false;
          stream.uncork();
        });
      }
      return write(...args);
    };
  });
};

const clusterOptions = (
  options: RedisOptions,
  address: { username?: string; password?: string },
): ClusterOptions => ({
  enableOfflineQueue: options.enableOfflineQueue ?? true,
  clusterRetryStrategy: (attempt) => Math.min(100 * attempt, 1_000),
  redisOptions: {
    ...(options.maxRetriesPerRequest === undefined
      ? {}
      : { maxRetriesPerRequest: options.maxRetriesPerRequest }),
    ...(options.commandTimeout === undefined ? {} : { commandTimeout: options.commandTimeout }),
    ...(options.socketTimeout === undefined ? {} : { socketTimeout: options.socketTimeout }),
    ...(address.username ? { username: address.username } : {}),
    ...(address.password ? { password: address.password } : {}),
  },
});

/** Resolves once the connection can take commands; rejects after `timeoutMs`. */
export const untilReady = (client: RedisClient, timeoutMs = 30_000): Promise<void> =>
  new Promise((resolve, reject) => {
    if (client.status === 'ready') {
      resolve();
      return;
    }
    const timer = setTimeout(() => {
      client.off('ready', ready);
      reject(new Error(`Redis did not answer within ${timeoutMs / 1_000} s. Is REDIS_URL right?`));
    }, timeoutMs);
    const ready = (): void => {
      clearTimeout(timer);
      resolve();
    };
    client.once('ready', ready);
  });

/** True when an error says that Redis could not be reached, rather than that it refused. */
export const isRedisAway = (error: unknown): boolean =>
  error instanceof Error &&
  !isRedisFull(error) &&
  /closed|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|timed out|Socket timeout|writeable|enableOfflineQueue|max retries|LOADING|CLUSTERDOWN|READONLY|MASTERDOWN|failed to refresh|None of startup/i.test(
    `${error.name} ${error.message}`,
  );

/** True when Redis refused a write because its memory is full. */
export const isRedisFull = (error: unknown): boolean =>
  error instanceof Error && /\bOOM\b/.test(error.message);
