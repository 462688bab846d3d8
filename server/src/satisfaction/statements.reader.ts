import { Inject, Injectable } from '@nestjs/common';
import { unknownName, type ContactSignal, type RatingSignal } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { futureToleranceMs } from '../clock/time.js';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import { hourMs } from './hour-votes.js';
import type { Statement } from './stated.js';

const entriesARead = 100;
/** Statements of one hour that are kept; of more, the newest. About 150 bytes each. */
const mostStatements = 200_000;
/** Signals of an hour come at most so much later, ms, for who asks about a past hour. */
const lateMs = 10 * 60_000;

/** A rating or a contact as it was sent; whose it is, is looked up when it is counted. */
export type RawStatement = Omit<Statement, 'voter'> & { customer: string };

type Event = { synthetic?: boolean } & (
  | (Omit<RatingSignal, 'at'> & { at: number })
  | (Omit<ContactSignal, 'at'> & { at: number })
  | { kind: 'health' | 'change' }
);

const statementOf = (event: Event): RawStatement | undefined => {
  if (event.synthetic || (event.kind !== 'rating' && event.kind !== 'contact')) return undefined;
  const { at, user: identity, customer = '', service } = event;
  const { region = unknownName, channel = unknownName } = event;
  const said = { at, identity, customer, slice: { service, region, channel } };
  if (event.kind === 'rating') return { ...said, scale: event.scale, score: event.score };
  const { sentiment } = event;
  return sentiment === undefined ? undefined : { ...said, scale: 'sentiment', score: sentiment };
};

/** Ratings and contacts: those of the last hour, followed, and those of any hour that is still kept. */
@Injectable()
export class StatementsReader {
  private positions: string[] | undefined;
  private recent: RawStatement[] = [];
  private refreshing: Promise<void> | undefined;

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** First stream id that may hold events of a time. */
  private idAt(time: number): string {
    return `${Math.max(0, Math.floor(this.clock.toWall(time) - futureToleranceMs))}-0`;
  }

  /** What was said in the hour until now. */
  async lastHour(): Promise<readonly RawStatement[]> {
    this.refreshing ??= this.follow().finally(() => (this.refreshing = undefined));
    await this.refreshing;
    const oldest = this.clock.now() - hourMs;
    this.recent = this.recent.filter(({ at }) => at > oldest).slice(-mostStatements);
    return this.recent;
  }

  /** The log began anew: so does what is followed. */
  restart(): void {
    this.positions = undefined;
    this.recent = [];
  }

  private async follow(): Promise<void> {
    const oldest = this.clock.now() - hourMs;
    const start = this.idAt(oldest);
    const positions = (this.positions ??= Array.from({ length: this.env.partitions }, () => start));
    await Promise.all(
      positions.map(async (position, p) => {
        positions[p] = await this.read(p, position, '+', (each) => {
          if (each.at > oldest) this.recent.push(each);
        });
      }),
    );
  }

  /** What was said in a past hour, as far as it is still kept. */
  async between(from: number, to: number): Promise<readonly RawStatement[]> {
    const found: RawStatement[] = [];
    const end = `${Math.ceil(this.clock.toWall(to)) + lateMs}`;
    await Promise.all(
      Array.from({ length: this.env.partitions }, (_, p) =>
        this.read(p, this.idAt(from), end, (each) => {
          if (each.at > from && each.at <= to && found.length < mostStatements) found.push(each);
        }),
      ),
    );
    return found;
  }

  /** Reads a partition's events after an id; gives the last id read. */
  private async read(
    p: number,
    after: string,
    end: string,
    take: (statement: RawStatement) => void,
  ): Promise<string> {
    for (let last = after; ;) {
      const reply = await this.redis.xrange(
        this.keys.partition(p).events,
        `(${last}`,
        end,
        'COUNT',
        entriesARead,
      );
      for (const [id, fields] of reply) {
        last = id;
        const { events } = JSON.parse(fields[1]) as { events: Event[] };
        for (const event of events) {
          const statement = statementOf(event);
          if (statement) take(statement);
        }
      }
      if (reply.length < entriesARead) return last;
    }
  }
}
