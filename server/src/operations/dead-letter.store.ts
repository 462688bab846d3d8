import { Inject, Injectable } from '@nestjs/common';
import type { DeadLetterView } from '@rollcall/shared';
import type { Env } from '../config/env.js';
import { refuse } from '../http/failure.exception.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { ENV, KEYS, REDIS } from '../tokens.js';
import { timeOfId } from './log-status.js';

const listed = 100;

/** Batches that could not be folded: shown to operators, and put back when the cause is gone. */
@Injectable()
export class DeadLetterStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The newest of each partition. */
  async list(): Promise<DeadLetterView[]> {
    const lists = await Promise.all(
      Array.from({ length: this.env.partitions }, async (_, partition) => {
        const stream = this.keys.partition(partition).dead;
        const reply = await this.redis.xrevrangeBuffer(stream, '+', '-', 'COUNT', listed);
        return reply.map(([id, fields]) => ({
          partition,
          id: id.toString(),
          at: timeOfId(id.toString()),
          reason: fields[1].toString(),
          bytes: fields[5].length,
        }));
      }),
    );
    return lists.flat().sort((a, b) => b.at - a.at);
  }

  /** Puts one back into its log. */
  async retry(partition: number, id: string): Promise<void> {
    const known = Number.isInteger(partition) && partition >= 0 && partition < this.env.partitions;
    if (!known || !/^\d+-\d+$/.test(id) || !(await this.putBack(partition, id))) {
      refuse({
        code: 'not_found',
        detail: 'there is no such dead letter',
        remedy: 'GET /api/v1/dead-letters lists them',
      });
    }
    this.queues.wake('fold', { partition });
  }

  private async putBack(partition: number, id: string): Promise<boolean> {
    const keys = this.keys.partition(partition);
    const names = [keys.dead, keys.signals, keys.state];
    return (await scripts.retryDead.run(this.redis, names, [id])) === 1;
  }
}
