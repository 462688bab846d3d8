import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from './connection.redis.js';

type Argument = string | number | Buffer;

/** One atomic change: a small documented Lua file beside this one. */
export interface Script {
  /** Runs it by its digest; sends the text only to a server that has not seen it. */
  run: (redis: RedisClient, keys: string[], args: Argument[]) => Promise<unknown>;
}

const load = (file: string): Script => {
  const text = readFileSync(new URL(`./scripts/${file}`, import.meta.url), 'utf8');
  const digest = createHash('sha1').update(text).digest('hex');
  return {
    run: async (redis, keys, args) => {
      try {
        return await redis.evalsha(digest, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
        return redis.eval(text, keys.length, ...keys, ...args);
      }
    },
  };
};

export const scripts = {
  append: load('append.lua'),
  commit: load('commit.lua'),
  controlAppend: load('control-append.lua'),
  curve: load('curve.lua'),
  publish: load('publish.lua'),
  release: load('release.lua'),
  retryDead: load('retry-dead.lua'),
  seriesCommit: load('series-commit.lua'),
  seriesDrop: load('series-drop.lua'),
  status: load('status.lua'),
  trim: load('trim.lua'),
  visitsCommit: load('visits-commit.lua'),
  visitsDrop: load('visits-drop.lua'),
  visitsStatus: load('visits-status.lua'),
};
