import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { ImpactFilter, Incident, Pulse } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { LogReader } from '../impact/log.reader.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import type { AskedSteps } from '../lost/answer-lost.js';
import { BuyersReader } from '../lost/buyers.reader.js';
import { askedSteps } from '../lost/steps.js';
import { ServicesReader } from '../services/services.reader.js';
import { visitStepMs } from '../silent/visits.js';
import { filterLists } from '../slices/scope.js';
import { LOG } from '../operations/log.js';
import { isRedisAway } from '../redis/connection.redis.js';
import { CLOCK } from '../tokens.js';
import {
  comparedTime,
  stepStart,
  stepWas,
  wasUnderWay,
  weeksOf,
  type Times,
} from './compared-time.js';
import { nothingExpected, type Expected } from './expected.js';
import { Estimator } from './estimator.service.js';
import { HistoryReader, settledMs } from './history.reader.js';
import { hourMs } from './hour-visits.js';
import { pulseOf, type PastWeek } from './pulse.js';
import { comparisonOf, questionOf, saysWho, type Comparison } from './question.js';
import { hoursBetween } from './window.js';

/** How far back the pulse looks, ms. */
const pulseMs = 6 * hourMs;
/** What is estimated is at least this old before it is estimated again, ms. */
const paceMs = 1_000;
/** The same of an ended incident, to which only late signals add. */
const endedPaceMs = 30_000;
/** How old the hours under way may be in a pulse, ms. */
const recentMs = 400;
/** Who came longer ago than this has been rolled up, wall clock, ms; and in what steps one looks back. */
const rolledUpMs = 2_500;
const rolledUpStepMs = 10_000;
/** The share of one core's time that estimates may take. */
const shareOfTime = 0.1;
/** A failure is logged once in this time, ms. */
const quietMs = 5_000;
/** How long a question waits for the roll-up, ms. */
const patienceMs = 3_000;
/** Answers under filters that are remembered. */
const mostAnswers = 100;

interface Answer {
  expected: Expected;
  /** Monotonic; no need to work it out again before. */
  until: number;
}

const keyOf = ({ id, version }: Incident, filter: ImpactFilter): string =>
  JSON.stringify([id, version, filter.service, filter.region, filter.channel]);

/** Compares today with past weeks: the pulse, and of incidents the silent and what is ordinary. */
@Injectable()
export class HistoryService {
  /** As last worked out; null: nobody was here yet. */
  pulse: Pulse | null = null;
  private readonly answers = new Map<string, Answer>();
  private readonly wanted = new Map<string, Incident>();
  private pulsing = false;
  private pulseNotBefore = 0;
  private estimating = false;
  private reportedAt = -Infinity;

  constructor(
    @Inject(HistoryReader) private readonly history: HistoryReader,
    @Inject(Estimator) private readonly estimator: Estimator,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(ServicesReader) private readonly services: ServicesReader,
    @Inject(BuyersReader) private readonly buyers: BuyersReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  private times(wall: number): Times {
    return { clock: this.clock, since: this.history.since, wall };
  }

  /**
   * What was last worked out of an incident as a whole; undefined: not yet. Wants it to be kept up to
   * date: call `refresh` for that.
   */
  latest(incident: Incident): Expected | undefined {
    this.wanted.set(incident.id, incident);
    return this.answers.get(keyOf(incident, {}))?.expected;
  }

  /**
   * Works out pulse and wanted incidents again, in the background and as seldom as their share of time
   * demands. Call after the logs were read; what fails is tried again at the next call.
   */
  refresh(): void {
    const incidents = [...this.wanted.values()];
    this.wanted.clear();
    if (!this.pulsing && performance.now() >= this.pulseNotBefore) {
      this.pulsing = true;
      this.run(this.refreshPulse(), () => (this.pulsing = false));
    }
    if (this.estimating) return;
    // one at a time; who has waited longest comes first
    const [due] = incidents
      .filter((incident) => this.isDue(incident))
      .sort((a, b) => this.untilOf(a) - this.untilOf(b));
    if (!due) return;
    this.estimating = true;
    this.run(this.answer(due, {}), () => (this.estimating = false));
  }

  private run(work: Promise<void>, ended: () => void): void {
    work.catch((error: unknown) => this.report(error as Error)).finally(ended);
  }

  /** Numbers go on without a comparison; that it fails is for operators to know. */
  private report(error: Error): void {
    if (isRedisAway(error) || performance.now() - this.reportedAt < quietMs) return;
    this.reportedAt = performance.now();
    this.log.error({ err: error }, 'today cannot be compared with past weeks; it is tried again');
  }

  private untilOf(incident: Incident, filter: ImpactFilter = {}): number {
    return this.answers.get(keyOf(incident, filter))?.until ?? -Infinity;
  }

  private isDue(incident: Incident, filter: ImpactFilter = {}): boolean {
    return performance.now() >= this.untilOf(incident, filter);
  }

  /** The same under a filter, worked out now unless that was a moment ago. */
  async expect(incident: Incident, filter: ImpactFilter): Promise<Expected> {
    if (saysWho(filter)) return nothingExpected('who');
    const key = keyOf(incident, filter);
    if (this.isDue(incident, filter)) {
      await this.answer(incident, filter).catch((error: unknown) => this.report(error as Error));
    }
    return this.answers.get(key)?.expected ?? nothingExpected('not_yet');
  }

  private async answer(incident: Incident, filter: ImpactFilter): Promise<void> {
    const wall = Date.now();
    // what came today and is not rolled up yet would look as if people had stayed away
    const whole = await this.history.untilRolledUp(patienceMs, () =>
      this.queues.wake('history', {}),
    );
    if (!whole) return;
    // and everyone in it has to be known by name
    await this.reader.refreshAfterWrite();
    const found = await this.workOut(incident, filter, wall);
    if (!found) return;
    if (this.answers.size >= mostAnswers) this.answers.clear();
    const pace = incident.resolvedAt === null ? paceMs : endedPaceMs;
    const until = performance.now() + Math.max(pace, found.took / shareOfTime);
    this.answers.set(keyOf(incident, filter), { expected: found.expected, until });
  }

  /** undefined: the logs began anew meanwhile. */
  private async workOut(
    incident: Incident,
    filter: ImpactFilter,
    wall: number,
  ): Promise<{ expected: Expected; took: number } | undefined> {
    await this.history.load([], settledMs);
    const times = this.times(wall);
    const time = comparedTime(incident, times);
    if (!time) return { expected: nothingExpected('not_yet'), took: 0 };
    const { incidents } = this.control.state;
    const { slices } = this.reader;
    const asked = comparisonOf(incident, filter, time, incidents.values(), slices, times);
    const length = time.steps * visitStepMs;
    const steps = await this.steps(asked, filter);
    const hoursFrom = (from: number): number[] => hoursBetween(from, from + length);
    await this.history.load(asked.weeks.flatMap(hoursFrom), settledMs);
    await this.history.load(hoursFrom(time.from), 0);
    if (!this.history.knows([time.from, ...asked.weeks].flatMap(hoursFrom))) return undefined;
    const started = performance.now();
    const [today, ...weeks] = [time.from, ...asked.weeks].map((from) =>
      this.history.visits(from, from + length),
    );
    const question = questionOf(asked, today, weeks, this.history.panelShare, steps);
    const joined = performance.now() - started;
    const { expected, took } = await this.estimator.work(question);
    return { expected, took: joined + took };
  }

  /** Where sign-ups and first purchases are looked for, and whose purchases are no first ones. */
  private async steps(
    { time, weeks, slices }: Comparison,
    filter: ImpactFilter,
  ): Promise<AskedSteps> {
    const found = askedSteps({
      slices: this.reader.slices,
      ...slices,
      filter: filterLists(filter),
      funnelOf: (service) => this.services.funnelOf(service),
      declared: this.services.funnelSteps,
    });
    const { firstPurchases } = found;
    if (firstPurchases.why !== null) return found;
    const [lead, length] = [time.onset * visitStepMs, time.steps * visitStepMs];
    const windows = [time.from, ...weeks].map((at) => ({ from: at + lead, to: at + length }));
    const leftOut = await this.buyers.leftOut(windows, this.history.since);
    return { ...found, firstPurchases: { ...firstPurchases, leftOut } };
  }

  private async refreshPulse(): Promise<void> {
    await this.history.load([], settledMs);
    const times = this.times(Date.now());
    const now = this.rolledUpTo();
    let from = Math.floor((now - pulseMs) / hourMs) * hourMs;
    while (from < now && !stepWas(from, times)) from += visitStepMs;
    if (from >= now) {
      this.pulse = null;
      return;
    }
    const steps = Math.round((stepStart(now) - from) / visitStepMs) + 1;
    const length = steps * visitStepMs;
    const weeks = weeksOf(from, times);
    const hoursFrom = (start: number): number[] => hoursBetween(start, start + length);
    await this.history.load(weeks.flatMap(hoursFrom), settledMs);
    await this.history.load(hoursFrom(from), recentMs);
    const started = performance.now();
    const incidents = [...this.control.state.incidents.values()];
    const past = weeks.map((start): PastWeek =>
      this.peopleFrom(start, steps).map((people, step) => {
        const at = start + step * visitStepMs;
        return incidents.some((each) => wasUnderWay(each, at, at + visitStepMs)) ? null : people;
      }),
    );
    this.pulse = pulseOf(from, this.peopleFrom(from, steps), past, this.history.panelShare);
    const took = performance.now() - started;
    this.pulseNotBefore = performance.now() + Math.max(paceMs, took / shareOfTime);
  }

  /**
   * Up to when it is known who was there, the workspace's clock: where that runs many times as fast as
   * the wall's, the steps of the last moment would look empty.
   */
  private rolledUpTo(): number {
    const wall = Date.now() - rolledUpMs;
    const now = this.clock.now();
    // a clock that stands knows no earlier time
    for (let time = now; time > now - hourMs; time -= rolledUpStepMs) {
      if (this.clock.toWall(time) <= wall) return time;
    }
    return now;
  }

  /** Distinct people in each step from a time on; its hours have to be loaded. */
  private peopleFrom(from: number, steps: number): number[] {
    return Array.from({ length: steps }, (_, i) => {
      const at = from + i * visitStepMs;
      const hour = Math.floor(at / hourMs);
      return this.history.hour(hour).people[Math.floor((at - hour * hourMs) / visitStepMs)];
    });
  }
}
