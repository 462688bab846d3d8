import { Inject, Injectable } from '@nestjs/common';
import {
  ok,
  reviewMethod,
  type IncidentRecord,
  type ReviewAddendum,
  type ReviewEvent,
} from '@rollcall/shared';
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { LOG } from '../operations/log.js';
import { isRedisAway } from '../redis/connection.redis.js';
import { CLOCK } from '../tokens.js';
import { dueOf, type Due } from './due.js';
import { FactsService } from './facts.service.js';
import { ReturnService } from './return.service.js';
import type { ReviewRecord } from './review-state.js';

/** How often a worker looks for what is to be frozen or has become due, ms of real time. */
const paceMs = 5_000;
/** What has become due later than this after the end is not asked for by itself, ms. */
const lastDueMs = 32 * 86_400_000;
const author = 'review';

/** Freezes the facts of ended incidents, once each, and adds what becomes known later. */
@Injectable()
export class ReviewFreezer {
  private readonly working = new Map<string, Promise<ReviewRecord | undefined>>();
  private notBefore = 0;
  private sweeping = false;

  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(FactsService) private readonly facts: FactsService,
    @Inject(ReturnService) private readonly returns: ReturnService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Does what is to be done of all incidents, in the background; what fails is tried again. */
  sweep(): void {
    if (this.sweeping || performance.now() < this.notBefore) return;
    this.sweeping = true;
    this.notBefore = performance.now() + paceMs;
    const now = this.clock.now();
    const work = async (): Promise<void> => {
      for (const incident of this.control.state.incidents.values()) {
        const { resolvedAt } = incident;
        if (resolvedAt !== null && now - resolvedAt < lastDueMs && this.isWanted(incident, now))
          await this.ensure(incident.id);
      }
    };
    work()
      .catch((error: unknown) => {
        if (!isRedisAway(error)) this.log.error({ err: error }, 'a review is not done yet');
      })
      .finally(() => (this.sweeping = false));
  }

  private isWanted({ id, generation }: IncidentRecord, now: number): boolean {
    const review = this.control.state.reviews.get(id);
    if (review?.revisions.at(-1)?.generation !== generation) return true;
    return dueOf(review).some(({ dueAt }) => dueAt <= now);
  }

  /**
   * The review with all that can be said by now; undefined: there is none yet, because the incident is
   * not over or its count not whole. Call after a refresh of the control log.
   */
  ensure(id: string): Promise<ReviewRecord | undefined> {
    let work = this.working.get(id);
    if (!work) {
      work = this.work(id).finally(() => this.working.delete(id));
      this.working.set(id, work);
    }
    return work;
  }

  private async work(id: string): Promise<ReviewRecord | undefined> {
    const { state } = this.control;
    const incident = state.incidents.get(id);
    if (!incident || incident.resolvedAt === null) return state.reviews.get(id);
    const isFrozen = (): boolean =>
      this.control.state.reviews.get(id)?.revisions.at(-1)?.generation === incident.generation;
    if (!isFrozen()) await this.freeze(incident);
    const review = this.control.state.reviews.get(id);
    if (!review || !isFrozen()) return review;
    for (const due of dueOf(review)) {
      if (due.dueAt <= this.clock.now()) await this.add(incident, due);
    }
    return this.control.state.reviews.get(id);
  }

  private async freeze(incident: IncidentRecord): Promise<void> {
    const gathered = await this.facts.gather(incident);
    if (!gathered) return;
    if (!(await this.returns.watch(incident, gathered.affected))) return;
    const { id, generation } = incident;
    const { name, version } = reviewMethod;
    await this.control.decide<ReviewEvent>(author, ({ incidents, reviews }) => {
      const now = incidents.get(id);
      const revisions = reviews.get(id)?.revisions ?? [];
      const holds =
        now?.generation === generation &&
        now.resolvedAt !== null &&
        revisions.at(-1)?.generation !== generation;
      const revision = revisions.length + 1;
      const { facts } = gathered;
      const frozen = { revision, generation, method: { name, version }, facts };
      return {
        about: `review:${id}`,
        events: ok(holds ? [{ type: 'review:frozen', ...frozen }] : []),
      };
    });
  }

  private async addendum(incident: IncidentRecord, due: Due): Promise<ReviewAddendum | undefined> {
    if (due.kind === 'satisfaction') {
      return { kind: 'satisfaction', result: await this.facts.satisfied(incident, due.dueAt) };
    }
    const result = await this.returns.returned(incident, due.days);
    return result && { kind: 'returned', result };
  }

  private async add(incident: IncidentRecord, due: Due): Promise<void> {
    const addendum = await this.addendum(incident, due);
    if (!addendum) return;
    await this.control.decide<ReviewEvent>(author, ({ reviews }) => {
      const review = reviews.get(incident.id);
      const newest = review?.revisions.at(-1);
      const holds =
        review !== undefined &&
        newest?.generation === incident.generation &&
        dueOf(review).some((each) => each.what === due.what);
      const event = { type: 'review:addended', revision: newest?.revision ?? 0, addendum } as const;
      return { about: `review:${incident.id}`, events: ok(holds ? [event] : []) };
    });
  }
}
