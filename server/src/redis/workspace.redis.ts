import type { Env } from '../config/env.js';
import type { RedisClient } from './connection.redis.js';
import { keysOf } from './keys.js';

/**
 * Fixes a workspace's number of partitions at its first start. Throws, with the remedy, when the
 * environment asks for another number later: identities would go to other partitions.
 */
export const claimWorkspace = async (redis: RedisClient, env: Env): Promise<void> => {
  const { meta } = keysOf(env.workspace);
  await redis.hsetnx(meta, 'partitions', env.partitions);
  const fixed = Number(await redis.hget(meta, 'partitions'));
  if (fixed === env.partitions) return;
  throw new Error(
    `This data was begun with ${fixed} partitions, and ROLLCALL_PARTITIONS is ${env.partitions}: ` +
      `set ROLLCALL_PARTITIONS=${fixed}, or start with empty data`,
  );
};
