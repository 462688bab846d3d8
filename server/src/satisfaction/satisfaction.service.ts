import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { ImpactFilter, Satisfaction, SatisfactionAnswer } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { CatchUp } from '../impact/catch-up.service.js';
import { LogReader } from '../impact/log.reader.js';
import { LOG } from '../operations/log.js';
import { isRedisAway } from '../redis/connection.redis.js';
import { CLOCK } from '../tokens.js';
import { Answering } from './answer.js';
import { nothingScored } from './attempts.js';
import type { Ballots } from './ballots.js';
import { countVotes, voterKey } from './count-votes.js';
import type { Tally } from './tally.js';
import { Electorate } from './electorate.js';
import { groupsOf } from './groups.js';
import { hourMs } from './hour-votes.js';
import { HourReader } from './hour.reader.js';
import { PastReader } from './past.reader.js';
import type { Past } from './past.js';
import { inSpells } from './rest.service.js';
import { StatementsReader, type RawStatement } from './statements.reader.js';
import { statedOf, type Statement } from './stated.js';

/** The live index is at least this old before it is counted again, ms. */
const paceMs = 1_000;
/** Past weeks are at least this old, ms: expectations move slowly. */
const pastPaceMs = 5_000;
/** The share of one core's time that each of both may take. */
const share = 0.1;
/** Questions whose past is remembered. */
const mostPasts = 50;
/** A failure is logged once in this time, ms. */
const quietMs = 5_000;

interface KnownPast {
  past: Past | null;
  until: number;
  working: Promise<void> | undefined;
}

/** The satisfaction index: kept up to date for the live view, and worked out when asked for. */
@Injectable()
export class SatisfactionService {
  /** As last counted; undefined: not yet. */
  latest: Satisfaction | undefined;
  private notBefore = 0;
  private counting = false;
  private epoch = -1;
  private readonly pasts = new Map<string, KnownPast>();
  private reportedAt = -Infinity;

  constructor(
    @Inject(HourReader) private readonly hour: HourReader,
    @Inject(PastReader) private readonly past: PastReader,
    @Inject(StatementsReader) private readonly statements: StatementsReader,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Counts the live index again, as seldom as its share of time demands; what fails is tried again at the next
   * call. Call after the logs were read. What is small is there when the promise resolves, what is large later.
   */
  async refresh(): Promise<void> {
    void this.follow();
    if (this.counting || !this.hour.complete || performance.now() < this.notBefore) return;
    this.counting = true;
    const work = this.refreshLive()
      .catch((error: unknown) => this.report(error as Error))
      .finally(() => (this.counting = false));
    await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 30))]);
  }

  private follow(): Promise<void> {
    if (this.epoch !== this.reader.epoch) {
      this.epoch = this.reader.epoch;
      this.statements.restart();
      this.pasts.clear();
    }
    return this.hour.follow();
  }

  private async refreshLive(): Promise<void> {
    const started = performance.now();
    const statements = await this.statements.lastHour();
    const known = this.knownPast({}, this.clock.now());
    const { answering, took } = await this.countLive({}, statements, known.past);
    this.latest = answering.live();
    this.notBefore = started + Math.max(paceMs, took / share);
  }

  private report(error: Error): void {
    if (isRedisAway(error) || performance.now() - this.reportedAt < quietMs) return;
    this.reportedAt = performance.now();
    this.log.error({ err: error }, 'satisfaction cannot be counted; it is tried again');
  }

  private async countLive(
    filter: ImpactFilter,
    statements: readonly RawStatement[],
    past: Past | null,
  ): Promise<{ answering: Answering; took: number }> {
    const now = this.clock.now();
    const electorate = new Electorate(filter, this.directory.people.customers);
    const stated = this.stated(statements, electorate, now);
    const { result, took } = await inSpells(
      this.count(this.hour.ballots(now), electorate, now, stated.raters),
    );
    const { tally, slices } = result;
    // attempts are known by slice alone, not by who made them
    const apdex = electorate.unidentified
      ? this.hour.attempts?.apdex((slice) => electorate.hasSlice(this.reader.slices[slice]))
      : undefined;
    const answering = new Answering({
      tally,
      slices,
      past,
      scores: stated.scores,
      apdex: apdex ?? nothingScored,
      asOf: now,
      complete: this.hour.complete,
    });
    return { answering, took };
  }

  private *count(
    ballots: Generator<void, Ballots>,
    electorate: Electorate,
    asOf: number,
    marked: ReadonlySet<number>,
  ) {
    const cast = yield* ballots;
    const slices = [...this.reader.slices];
    const groups = groupsOf(slices, (slice) => electorate.hasSlice(slices[slice]));
    const tally: Tally = yield* countVotes({
      ballots: cast,
      groups,
      ...electorate.asOf(asOf),
      marked,
    });
    return { tally, slices };
  }

  /** What was said, of whom the filter picks. */
  private stated(statements: readonly RawStatement[], electorate: Electorate, asOf: number) {
    const { people } = this.directory;
    const { kindOf } = electorate.asOf(asOf);
    const picked = statements.flatMap(({ customer: named, ...said }): Statement[] => {
      if (!electorate.hasSlice(said.slice)) return [];
      const identity = people.findIdentity(said.identity);
      if (identity < 0) return [];
      const customer = people.customerAt(identity, people.customers.find(named), said.at);
      if (customer >= 0 ? kindOf(customer) < 0 : !electorate.unidentified) return [];
      return [{ ...said, voter: voterKey(customer, people.userOf(identity)) }];
    });
    return statedOf(picked);
  }

  /** What is known of past weeks under a filter; worked out again in the background when it is old. */
  private knownPast(filter: ImpactFilter, time: number): KnownPast {
    const end = this.past.endBefore(time);
    const key = JSON.stringify([filter, Object.keys(filter).length > 0 ? end : 0]);
    let known = this.pasts.get(key);
    if (!known) {
      known = { past: null, until: -Infinity, working: undefined };
      if (this.pasts.size >= mostPasts) this.pasts.clear();
      this.pasts.set(key, known);
    }
    if (!known.working && performance.now() >= known.until)
      known.working = this.workOutPast(known, filter, end);
    return known;
  }

  private async workOutPast(known: KnownPast, filter: ImpactFilter, end: number): Promise<void> {
    const started = performance.now();
    try {
      const electorate = new Electorate(filter, this.directory.people.customers);
      const { past, took } = await this.past.past(end, electorate);
      known.past = past;
      known.until = started + Math.max(pastPaceMs, took / share);
    } catch (error) {
      known.until = started + pastPaceMs;
      this.report(error as Error);
    } finally {
      known.working = undefined;
    }
  }

  /**
   * The whole answer under a filter, with all that was acknowledged before.
   * @param at end of the hour, epoch ms; undefined: now. A past hour is known in steps of five minutes
   */
  async ask(filter: ImpactFilter, at: number | undefined): Promise<SatisfactionAnswer> {
    const folded = await this.catchUp.run();
    await this.follow();
    if (at !== undefined) return this.askPast(filter, at);
    const statements = await this.statements.lastHour();
    const known = this.knownPast(filter, this.clock.now());
    await known.working;
    const { answering } = await this.countLive(filter, statements, known.past);
    const answer = answering.whole();
    return { ...answer, complete: answer.complete && folded };
  }

  private async askPast(filter: ImpactFilter, at: number): Promise<SatisfactionAnswer> {
    const end = this.past.endBefore(at);
    const electorate = new Electorate(filter, this.directory.people.customers);
    const { past } = await this.past.past(end, electorate);
    // past() gives nothing without weeks to compare with, but the hour itself may be known
    const whole = await this.past.load(end);
    const stated = this.stated(await this.statements.between(end - hourMs, end), electorate, end);
    const { result } = await inSpells(
      this.count(this.past.ballots(end), electorate, end, stated.raters),
    );
    return new Answering({
      ...result,
      past,
      scores: stated.scores,
      apdex: nothingScored,
      asOf: end,
      complete: whole,
    }).whole();
  }
}
