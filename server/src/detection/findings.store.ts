import { Inject, Injectable } from '@nestjs/common';
import type { Findings } from '@rollcall/shared';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { KEYS, REDIS } from '../tokens.js';

/** Findings kept at the most: the strongest. */
const mostFindings = 200;

const nothing: Findings = { asOf: 0, blind: null, findings: [] };

/** What detection found last, for whoever asks an API. */
@Injectable()
export class FindingsStore {
  private written = '';

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  async read(): Promise<Findings> {
    const found = await this.redis.get(this.keys.findings);
    return found === null ? nothing : (JSON.parse(found) as Findings);
  }

  /** Writes them if they say anything new, or are `freshMs` older than what was written. */
  async write(found: Findings, freshMs = 5_000): Promise<void> {
    const findings = [...found.findings].sort((a, b) => b.score - a.score).slice(0, mostFindings);
    const news = JSON.stringify([
      found.blind?.since,
      findings.map(({ id, incident, suppressed }) => [id, incident, suppressed]),
      Math.floor(found.asOf / freshMs),
    ]);
    if (news === this.written) return;
    await this.redis.set(this.keys.findings, JSON.stringify({ ...found, findings }));
    this.written = news;
  }
}
