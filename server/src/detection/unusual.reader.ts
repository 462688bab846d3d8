import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Satisfaction } from '@rollcall/shared';
import { counter, counters } from '../series/counters.js';
import { measure } from '../series/metrics.js';
import { SeriesReader } from '../series/series.reader.js';
import { Unusual } from './unusual.js';
import { contactRate, vitalsOf, type MinuteOfVitals } from './vitals.js';
import { VitalsStore } from './vitals.store.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What is read after a start, the log's time, ms. */
const readBackMs = 48 * hourMs;
/** What was counted longer ago is no news of this minute, ms. */
const freshMs = 5 * minuteMs;
/** The share of one core's time that this may take. */
const shareOfTime = 0.2;

/** Minute → service → its counters. */
type Minutes = Map<number, Map<string, Float64Array>>;

/** Follows the minutes of each service in the background: what is unusual takes no time of an assessment. */
@Injectable()
export class UnusualReader {
  private unusual = new Unusual();
  private readTo = Number.NaN;
  private reading = false;
  private notedAt = -Infinity;

  constructor(
    @Inject(SeriesReader) private readonly series: SeriesReader,
    @Inject(VitalsStore) private readonly vitals: VitalsStore,
  ) {}

  /**
   * What was unusual lately; goes on reading.
   * @param lateMs how late signals come, the log's time
   * @param satisfaction as last counted; undefined: not yet
   */
  look(now: number, lateMs: number, satisfaction: Satisfaction | undefined): Unusual {
    const until = Math.floor((now - lateMs - minuteMs) / minuteMs) * minuteMs;
    // another time has begun: what is usual is not known there
    const anew = until < this.readTo - hourMs;
    if (anew) {
      this.unusual = new Unusual();
      this.readTo = Number.NaN;
      this.notedAt = -Infinity;
    }
    if (!this.reading && (anew || !(until <= this.readTo))) {
      this.reading = true;
      // read again from where it ended; without it nothing is found here, and all else goes on
      void this.work(until, anew, now, lateMs, satisfaction)
        .catch(() => undefined)
        .finally(() => (this.reading = false));
    }
    return this.unusual;
  }

  private async work(
    until: number,
    anew: boolean,
    now: number,
    lateMs: number,
    satisfaction: Satisfaction | undefined,
  ): Promise<void> {
    if (anew) await this.vitals.forget();
    const minute = Math.floor(now / minuteMs) * minuteMs;
    const fresh = satisfaction && now - (satisfaction.asOf ?? -Infinity) < freshMs + lateMs;
    if (fresh && minute > this.notedAt) {
      this.notedAt = minute;
      await this.vitals.add(minute, vitalsOf(satisfaction));
    }
    await this.read(until);
  }

  private async read(until: number): Promise<void> {
    const { unusual } = this;
    const earliest = until - readBackMs;
    let from = this.readTo > earliest ? this.readTo : earliest;
    while (from < until) {
      const to = Math.min(until, (Math.floor(from / hourMs) + 1) * hourMs);
      const [minutes, vitals] = await Promise.all([
        this.minutes(from, to),
        this.vitals.between(from, to),
      ]);
      for (let at = from; at < to; at += minuteMs) {
        const began = performance.now();
        push(unusual, at, minutes.get(at), vitals.get(at));
        const took = performance.now() - began;
        await pause(took / shareOfTime - took);
        if (this.unusual !== unusual) return;
      }
      from = to;
      this.readTo = to;
    }
  }

  private async minutes(from: number, to: number): Promise<Minutes> {
    const found: Minutes = new Map<number, Map<string, Float64Array>>();
    await this.series.each('minutes', from, to, ({ service }, at, counter, n) => {
      let services = found.get(at);
      if (!services) found.set(at, (services = new Map<string, Float64Array>()));
      let counts = services.get(service);
      if (!counts) services.set(service, (counts = new Float64Array(counters)));
      counts[counter] += n;
    });
    return found;
  }
}

/** Tells of a minute: what was counted in it, and the vitals that were noted in it. */
const push = (
  unusual: Unusual,
  at: number,
  counted: ReadonlyMap<string, Float64Array> = new Map<string, Float64Array>(),
  { of, services }: MinuteOfVitals = { of: 'customers', services: [] },
): void => {
  for (const [service, counts] of counted)
    for (const metric of ['interactions', 'failureShare', 'latencyP95'] as const)
      unusual.push(service, metric, at, measure(metric, counts).value);
  for (const { service, active, index, silent } of services) {
    const contacts = counted.get(service)?.[counter.contacts] ?? 0;
    unusual.push(service, 'contacts', at, contactRate(contacts, active), of);
    unusual.push(service, 'satisfaction', at, index, of);
    unusual.push(service, 'silent', at, silent, of);
  }
};
