import { Cluster } from 'ioredis';
import type { RedisClient } from './connection.redis.js';

const fieldOf = (info: string, name: string): number =>
  Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);

const shareOf = (info: string): number => {
  const limit = fieldOf(info, 'maxmemory');
  return limit === 0 ? 0 : fieldOf(info, 'used_memory') / limit;
};

const infosOf = (redis: RedisClient): Promise<string[]> => {
  const servers = redis instanceof Cluster ? redis.nodes('master') : [redis];
  return Promise.all(servers.map((server) => server.info('memory')));
};

/** Used share of maxmemory, 0 to 1, of the fullest server; 0 where none has a limit. */
export const memoryUse = async (redis: RedisClient): Promise<number> =>
  Math.max(0, ...(await infosOf(redis)).map(shareOf));

/** maxmemory of all servers together, bytes; 0 where one has no limit. */
export const memoryLimitOf = async (redis: RedisClient): Promise<number> => {
  const limits = (await infosOf(redis)).map((info) => fieldOf(info, 'maxmemory'));
  return limits.some((limit) => limit === 0) ? 0 : limits.reduce((a, b) => a + b, 0);
};
