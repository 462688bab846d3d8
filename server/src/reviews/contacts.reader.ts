import { Inject, Injectable } from '@nestjs/common';
import { unknownName, type ContactSignal, type ReviewContacts, type Scope } from '@rollcall/shared';
import { weekMs } from '../clock/time.js';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import { excessOf } from './intervals.js';

const entriesARead = 100;
/** Events are kept for two weeks, so these are all there can be. */
const weeksBack = [1, 2];

type Event = { kind: string; at: number; synthetic?: boolean } & Partial<
  Pick<ContactSignal, 'service' | 'region'>
>;

const listed = (list: readonly string[] | undefined, value: string): boolean =>
  !list?.length || list.includes(value);

/** Who calls has no channel, and not always a place: the service decides, and the region where it is known. */
const concerns = (scope: Scope, { service = '', region = unknownName }: Event): boolean => {
  const slices = scope.slices ?? [];
  const inSlices = slices.some(
    (slice) => slice.service === service && (region === unknownName || slice.region === region),
  );
  const parts = [scope.services, scope.regions, scope.channels];
  if (inSlices || (slices.length > 0 && parts.every((part) => !part?.length))) return inSlices;
  return (
    listed(scope.services, service) && (region === unknownName || listed(scope.regions, region))
  );
};

/** Contacts during an incident, and at the same hours of past weeks. */
@Injectable()
export class ContactsReader {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @param from and `to`: epoch ms, both included */
  async count(
    scope: Scope,
    from: number,
    to: number,
  ): Promise<{ value: ReviewContacts | null; reason: string | null }> {
    const counts = [0, ...weeksBack.map(() => 0)];
    let oldest = Infinity;
    const start = this.clock.toWall(from - weekMs * Math.max(...weeksBack));
    await Promise.all(
      Array.from({ length: this.env.partitions }, (_, p) =>
        this.read(p, `${Math.max(0, Math.floor(start) - weekMs)}`, (event) => {
          if (event.at < oldest) oldest = event.at;
          if (event.kind !== 'contact' || event.synthetic || !concerns(scope, event)) return;
          [0, ...weeksBack].forEach((week, i) => {
            const at = event.at + week * weekMs;
            if (at >= from && at <= to) counts[i]++;
          });
        }),
      ),
    );
    const [n, ...past] = counts;
    const known = past.filter((_, i) => oldest <= from - weeksBack[i] * weekMs);
    if (known.length === 0) {
      return { value: null, reason: `${n} contacts; no past week is known to compare them with` };
    }
    const extra = excessOf(n, known);
    return {
      value: { n, expected: n - extra.estimate, extra, weeks: known.length },
      reason: null,
    };
  }

  private async read(p: number, after: string, take: (event: Event) => void): Promise<void> {
    for (let last = after; ;) {
      const { events: key } = this.keys.partition(p);
      const reply = await this.redis.xrange(key, `(${last}`, '+', 'COUNT', entriesARead);
      for (const [id, fields] of reply) {
        last = id;
        for (const event of (JSON.parse(fields[1]) as { events: Event[] }).events) take(event);
      }
      if (reply.length < entriesARead) return;
    }
  }
}
