import { Cluster } from 'ioredis';
import type { RedisClient } from '../redis/connection.redis.js';

const keysAScan = 500;

/**
 * Deletes every key that matches one of the patterns, on every node. What writes to them must have
 * ended. Resolves to the number of keys that were there.
 */
export const wipe = async (redis: RedisClient, patterns: readonly string[]): Promise<number> => {
  let gone = 0;
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  for (const node of nodes) {
    for (const pattern of patterns) {
      let cursor = '0';
      do {
        const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', keysAScan);
        cursor = next;
        // one by one: the keys of a cluster's node lie in different slots
        await Promise.all(keys.map((key) => node.unlink(key)));
        gone += keys.length;
      } while (cursor !== '0');
    }
  }
  return gone;
};
