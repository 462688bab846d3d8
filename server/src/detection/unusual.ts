import type { Finding, SeriesMetric } from '@rollcall/shared';
import { seriesDetector, type SeriesDetector } from './series/detector.js';

/** Minutes of a service that are unlike what is usual at their time: see series/. */

export const watched = ['interactions', 'failureShare', 'latencyP95', 'contacts'] as const;
export type Watched = (typeof watched)[number] & SeriesMetric;

const words: Record<Watched, (value: number) => string> = {
  interactions: (value) => `${Math.round(value)} tries a minute`,
  failureShare: (value) => `${Number((value * 100).toPrecision(2))} % of tries failed`,
  latencyP95: (value) => `95 % within ${Math.round(value)} ms`,
  contacts: (value) => `${Math.round(value)} contacts a minute`,
};

/** Minutes that a detector judges by, a day of them: some 250 kB each. */
const memory = 1_440;
/** Services that are watched: the first that come. */
const mostServices = 20;
const believed = 0.5;
/** Weak by itself: a finding that opens nothing. */
const mostScore = 0.45;
/** An alarm stands for so long, ms. */
const standsMs = 15 * 60_000;

interface Followed {
  detector: SeriesDetector;
  alarm: { since: number; at: number; score: number; reason: string } | undefined;
}

/** Follows the minutes of each service. Bounded: 20 services, 4 series each. */
export class Unusual {
  private readonly services = new Map<string, Map<Watched, Followed>>();

  /** Takes the next minute of a service; calls in order of time. @param value null: nothing came */
  push(service: string, metric: Watched, at: number, value: number | null): void {
    const followed = this.of(service, metric);
    if (!followed || value === null) return;
    const { score, reason, usual } = followed.detector.push(at, value);
    if (score < believed) return;
    const { alarm } = followed;
    const since = alarm && at - alarm.at < standsMs ? alarm.since : at;
    const said = `${words[metric](value)}, usually ${words[metric](Math.max(0, usual))}: ${reason}`;
    followed.alarm = { since, at, score, reason: said };
  }

  private of(service: string, metric: Watched): Followed | undefined {
    let series = this.services.get(service);
    if (!series) {
      if (this.services.size >= mostServices) return undefined;
      this.services.set(service, (series = new Map<Watched, Followed>()));
    }
    let found = series.get(metric);
    if (!found)
      series.set(metric, (found = { detector: seriesDetector({ memory }), alarm: undefined }));
    return found;
  }

  /** What was unusual lately. */
  findings(now: number): Finding[] {
    return [...this.services].flatMap(([service, series]) =>
      [...series].flatMap(([metric, { alarm }]) =>
        alarm && now - alarm.at <= standsMs
          ? [
              {
                id: `series:${service}:${metric}`,
                kind: 'series' as const,
                scope: { services: [service] },
                score: Math.min(alarm.score, mostScore),
                reason: alarm.reason,
                since: alarm.since,
                at: alarm.at,
                incident: null,
                suppressed: 'unusual, and no proof that anybody failed',
              },
            ]
          : [],
      ),
    );
  }
}
