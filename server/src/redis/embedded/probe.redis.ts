import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { readServerInfo, type ServerInfo } from './server-info.js';

/**
 * Waits until the server on this port answers and has loaded its data. Gives up when `ended` says
 * so: undefined.
 */
export async function untilServing(
  port: number,
  password: string,
  ended: () => boolean,
): Promise<ServerInfo | undefined> {
  while (!ended()) {
    const info = await askInfo(port, password);
    if (info && !info.loading) return info;
    await pause(15);
  }
  return undefined;
}

async function askInfo(port: number, password: string): Promise<ServerInfo | undefined> {
  const redis = new Redis({
    host: '127.0.0.1',
    port,
    password,
    lazyConnect: true,
    connectTimeout: 1_000,
    commandTimeout: 5_000,
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined); // reported by the rejected promise below
  try {
    await redis.connect();
    return readServerInfo(await redis.info());
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
}
