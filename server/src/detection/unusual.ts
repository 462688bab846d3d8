import type { Finding, UnusualMetric, Why } from '@rollcall/shared';
import { seriesDetector, type SeriesDetector } from './series/detector.js';
import { inWords } from './why-words.js';

/** Minutes of a service that are unlike what is usual at their time: see series/. */

/** Which way is bad news: −1 less than usual, 1 more. */
const bad = {
  interactions: -1,
  failureShare: 1,
  latencyP95: 1,
  contacts: 1,
  satisfaction: -1,
  silent: 1,
} as const satisfies Record<UnusualMetric, 1 | -1>;
export type Watched = UnusualMetric;
export const watched = Object.keys(bad) as Watched[];
/** Made of the very failures that detection counts: these can't speak for them a second time. */
const madeOfFailures: ReadonlySet<Watched> = new Set(['failureShare', 'satisfaction']);

/** Whom a rate is of, where no customer is known. */
export type Crowd = 'customers' | 'users';

/** Minutes that a detector judges by, a day of them: some 250 kB each. */
const memory = 1_440;
/** Services that are watched: the first that come. */
const mostServices = 20;
const believed = 0.5;
/** Weak by itself: a finding that opens nothing. */
const mostScore = 0.45;
/** An alarm stands for so long after its last unusual minute, ms. */
const standsMs = 15 * 60_000;
/** As long as it is at least half as far out, it lasts; after this it is how things are, ms. */
const halfway = 0.5;
const longestMs = 6 * 3_600_000;

interface Alarm {
  since: number;
  at: number;
  score: number;
  /** As far out as it was, and what was usual then. */
  value: number;
  usual: number;
  why: string;
  crowd: Crowd;
}

interface Followed {
  detector: SeriesDetector;
  alarm: Alarm | undefined;
}

/** Follows the minutes of each service. Bounded: 20 services, 6 series each. */
export class Unusual {
  private readonly services = new Map<string, Map<Watched, Followed>>();

  /**
   * Takes the next minute of a service; calls in order of time.
   * @param value null: nothing came, or too little to tell
   * @param crowd whom it is of, where it is of people
   */
  push(
    service: string,
    metric: Watched,
    at: number,
    value: number | null,
    crowd: Crowd = 'customers',
  ): void {
    const followed = this.of(service, metric);
    if (!followed || value === null) return;
    const { score, reason: why, usual } = followed.detector.push(at, value);
    const { alarm } = followed;
    const stands = alarm && at - alarm.at <= standsMs;
    if (score >= believed) {
      const since = stands ? alarm.since : at;
      followed.alarm = { since, at, score, value, usual: Math.max(0, usual), why, crowd };
    } else if (stands && at - alarm.since < longestMs && isStillOut(alarm, value)) alarm.at = at;
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

  /**
   * What is bad news of a service just now: weak by itself, and a second witness where something
   * else is found.
   * @param of `failures`: only what is not made of them
   */
  badNews(service: string, now: number, of: 'failures' | 'health'): Why | undefined {
    let strongest: { score: number; why: Why } | undefined;
    for (const [metric, { alarm }] of this.services.get(service) ?? []) {
      if (!alarm || now - alarm.at > standsMs) continue;
      if (of === 'failures' && madeOfFailures.has(metric)) continue;
      if ((alarm.value - alarm.usual) * bad[metric] <= 0) continue;
      if (strongest && strongest.score >= alarm.score) continue;
      strongest = { score: alarm.score, why: whyOf(metric, alarm) };
    }
    return strongest?.why;
  }

  /** What was unusual lately. @param incidentOf the open incident that a service is in; null: none */
  findings(now: number, incidentOf: (service: string) => string | null = () => null): Finding[] {
    return [...this.services].flatMap(([service, series]) =>
      [...series].flatMap(([metric, { alarm }]): Finding[] => {
        if (!alarm || now - alarm.at > standsMs) return [];
        const incident = incidentOf(service);
        const why = [whyOf(metric, alarm)];
        return [
          {
            id: `series:${service}:${metric}`,
            kind: 'series',
            scope: { services: [service] },
            score: Math.min(alarm.score, mostScore),
            reason: `${inWords(why)}: ${alarm.why}`,
            why,
            since: alarm.since,
            at: alarm.at,
            incident,
            suppressed: incident === null ? 'unusual, and no proof that anybody failed' : null,
          },
        ];
      }),
    );
  }
}

const isStillOut = ({ value, usual }: Alarm, now: number): boolean =>
  (now - usual) / (value - usual) >= halfway;

const whyOf = (metric: Watched, { value, usual, crowd }: Alarm): Why => ({
  code: 'unusual',
  metric,
  value,
  usual,
  of: crowd,
});
