import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS } from '../tokens.js';
import type { CohortStratum } from './cohort.js';

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** A little longer than the last question is asked, seconds. */
const keepSeconds = 36 * 86_400;

/** Who is watched after one generation of an incident. */
export interface Cohort {
  generation: number;
  strata: CohortStratum[];
}

/** Cohorts in Redis: some 10 bytes a customer. */
@Injectable()
export class CohortStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  async save(incident: string, cohort: Cohort): Promise<void> {
    const bytes = await pack(Buffer.from(JSON.stringify(cohort)));
    await this.redis.set(this.keys.cohort(incident), bytes, 'EX', keepSeconds);
  }

  async load(incident: string): Promise<Cohort | undefined> {
    const bytes = await this.redis.getBuffer(this.keys.cohort(incident));
    return bytes === null ? undefined : (JSON.parse((await unpack(bytes)).toString()) as Cohort);
  }
}
