import { Inject, Injectable } from '@nestjs/common';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS } from '../tokens.js';
import type { CustomerStatement } from './statement.js';

const entriesARead = 50;
const statementsAnEntry = 500;

/** The directory's log: what was said of customers, in the order it was said. */
@Injectable()
export class DirectoryStore {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /** Resolves once Redis has all of it. */
  async append(statements: CustomerStatement[]): Promise<void> {
    for (let i = 0; i < statements.length; i += statementsAnEntry) {
      const part = JSON.stringify(statements.slice(i, i + statementsAnEntry));
      await this.redis.xadd(this.keys.directory, '*', 's', part);
    }
  }

  /**
   * The statements after a position ('' for all), with the position after each entry. `rewound`
   * when the position no longer exists: Redis has gone back in time, start over.
   */
  async *read(
    position: string,
  ): AsyncGenerator<{ position: string; statements: CustomerStatement[] } | 'rewound'> {
    let last = position;
    for (;;) {
      // the last entry is read again: if it is gone, Redis has gone back in time
      const reply = await this.redis.xrange(
        this.keys.directory,
        last || '-',
        '+',
        'COUNT',
        entriesARead,
      );
      if (last !== '' && reply[0]?.[0] !== last) {
        yield 'rewound';
        return;
      }
      for (const [id, fields] of reply) {
        if (id === last) continue;
        yield { position: id, statements: JSON.parse(fields[1]) as CustomerStatement[] };
      }
      last = reply.at(-1)?.[0] ?? last;
      if (reply.length < entriesARead) return;
    }
  }
}
