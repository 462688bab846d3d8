import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { SignalsAccepted } from '@rollcall/shared';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS } from '../tokens.js';
import { onceSeconds } from './signal-log.store.js';

/** What is remembered of a request with an idempotency key. */
export interface RememberedRequest {
  /** Digest of the body; another body under the same key is a mistake. */
  body: string;
  /** When the first try came: every try is judged by this time, so that all split alike. */
  receivedAt: number;
  /** The answer, once everything was stored. */
  answer?: SignalsAccepted;
}

export const digest = (...parts: (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url').slice(0, 22);
};

/** Remembers requests by their idempotency key for an hour. */
@Injectable()
export class RequestStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /** The first try's record: this one's if it is the first. */
  async claim(name: string, request: RememberedRequest): Promise<RememberedRequest> {
    const key = this.keys.request(name);
    const mine = JSON.stringify(request);
    const set = await this.redis.set(key, mine, 'EX', onceSeconds, 'NX');
    if (set === 'OK') return request;
    const found = await this.redis.get(key);
    // it expired between the two: then this is the first
    if (found === null) return this.claim(name, request);
    return JSON.parse(found) as RememberedRequest;
  }

  /** Keeps the answer for tries that come after it. */
  async finish(name: string, request: RememberedRequest): Promise<void> {
    await this.redis.set(this.keys.request(name), JSON.stringify(request), 'EX', onceSeconds);
  }
}
