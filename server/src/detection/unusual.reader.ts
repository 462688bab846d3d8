import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Finding } from '@rollcall/shared';
import { counters } from '../series/counters.js';
import { measure } from '../series/metrics.js';
import { SeriesReader } from '../series/series.reader.js';
import { Unusual, watched } from './unusual.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What is read after a start, the log's time, ms. */
const readBackMs = 48 * hourMs;
/** The share of one core's time that this may take. */
const shareOfTime = 0.2;

/** Follows the minutes of each service in the background: what is unusual takes no time of an assessment. */
@Injectable()
export class UnusualReader {
  private unusual = new Unusual();
  private readTo = Number.NaN;
  private reading = false;

  constructor(@Inject(SeriesReader) private readonly series: SeriesReader) {}

  /** What was unusual lately; goes on reading. @param lateMs how late signals come, the log's time */
  look(now: number, lateMs: number): Finding[] {
    const until = Math.floor((now - lateMs - minuteMs) / minuteMs) * minuteMs;
    // another time has begun: what is usual is not known there
    if (until < this.readTo - hourMs) {
      this.unusual = new Unusual();
      this.readTo = Number.NaN;
    }
    if (!this.reading && !(until <= this.readTo)) {
      this.reading = true;
      // read again from where it ended; without it nothing is found here, and all else goes on
      void this.read(until)
        .catch(() => undefined)
        .finally(() => (this.reading = false));
    }
    return this.unusual.findings(now);
  }

  private async read(until: number): Promise<void> {
    const { unusual } = this;
    const earliest = until - readBackMs;
    let from = this.readTo > earliest ? this.readTo : earliest;
    while (from < until) {
      const to = Math.min(until, (Math.floor(from / hourMs) + 1) * hourMs);
      const minutes = await this.minutes(from, to);
      for (const [at, services] of [...minutes].sort(([a], [b]) => a - b)) {
        const began = performance.now();
        for (const [service, counts] of services)
          for (const metric of watched)
            unusual.push(service, metric, at, measure(metric, counts).value);
        const took = performance.now() - began;
        await pause(took / shareOfTime - took);
        if (this.unusual !== unusual) return;
      }
      from = to;
      this.readTo = to;
    }
  }

  /** Minute → service → its counters. */
  private async minutes(from: number, to: number): Promise<Map<number, Map<string, Float64Array>>> {
    const found = new Map<number, Map<string, Float64Array>>();
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
