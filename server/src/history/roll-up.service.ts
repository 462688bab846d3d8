import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { LogReader } from '../impact/log.reader.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { memoryLimitOf } from '../redis/memory.redis.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import { HistoryStore } from './history.store.js';
import { keepsDay } from './kept-days.js';
import { PartitionRollUp } from './partition.roll-up.js';
import { hashOfSubjects } from './subject-hash.js';

/** A run gives way after this, ms; what is left wakes it again. */
const budgetMs = 500;
/** What all visits may take: about 200,000 people who come a few times a day; bytes. */
const mostBytes = 96 * 1_048_576;
/** Share of a limited Redis that they may take; the logs have 0.6, and ingest stops at 0.75. */
const shareOfMemory = 0.1;

/** Rolls the committed rows up into the history of who was there when, which is kept for weeks. */
@Injectable()
export class RollUpService {
  private readonly partitions: PartitionRollUp[];

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) directory: DirectoryReader,
  ) {
    this.partitions = Array.from({ length: env.partitions }, (_, p) => {
      const hashOf = hashOfSubjects(
        () => directory.people,
        (subject) => reader.identity(p, subject),
      );
      return new PartitionRollUp(new HistoryStore(redis, keys.partition(p)), hashOf);
    });
  }

  /** Rolls up what was committed since. Resolves to true when there is more. */
  async run(): Promise<boolean> {
    await this.reader.refresh();
    const end = performance.now() + budgetMs;
    const late = (): boolean => performance.now() > end;
    await Promise.all(this.partitions.map((partition) => partition.run(late)));
    return late();
  }

  /** Forgets what is too old to be asked for, and keeps the rest within its size. */
  async trim(): Promise<void> {
    const limit = await memoryLimitOf(this.redis);
    const budget = limit === 0 ? mostBytes : Math.min(mostBytes, limit * shareOfMemory);
    const keep = keepsDay(this.clock);
    for (const partition of this.partitions) {
      await partition.trim(keep);
      await partition.fit(budget / this.env.partitions);
    }
  }
}
