import type { Why } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import type { Problem } from './problem.js';

/** What services say of themselves, and site checks of them: weaker than what customers meet. */
export interface Report {
  service: string;
  region: string;
  source: string;
  status: 'up' | 'degraded' | 'down';
  at: number;
}

const weight = { up: 0, degraded: 0.25, down: 0.4 } as const;
/** The same of something that is unusual there. */
const unusualWeight = 0.25;
/** A source that says so for less than this may have a bad moment, ms. */
const leastMs = 2 * 60_000;

export const isDownIn = (reports: readonly Report[], { service, region }: SliceName): boolean =>
  reports.some(
    (report) =>
      report.status === 'down' &&
      report.service === service &&
      (report.region === region || report.region === 'unknown'),
  );

/**
 * Follows for how long sources have been saying that a service is not up. Two that say `down` are believed,
 * or one and something unusual of that service, unless customers get through.
 */
export class HealthProblems {
  private readonly since = new Map<string, number>();

  /**
   * @param slices all slices
   * @param isWell whether customers get through there
   * @param unusual what is bad news of a service; undefined: nothing
   */
  look(
    reports: readonly Report[],
    now: number,
    slices: readonly SliceName[],
    isWell: (slice: SliceName) => boolean,
    unusual: (service: string) => Why | undefined = () => undefined,
  ): Problem[] {
    const places = new Map<string, Report[]>();
    for (const report of reports) {
      if (report.status === 'up') continue;
      const place = JSON.stringify([report.service, report.region]);
      places.set(place, [...(places.get(place) ?? []), report]);
    }
    for (const place of this.since.keys()) if (!places.has(place)) this.since.delete(place);
    return [...places].flatMap(([place, said]) => {
      const [{ service, region }] = said;
      const began = this.since.get(place) ?? Math.min(...said.map(({ at }) => at));
      this.since.set(place, began);
      const news = unusual(service);
      const alone = news === undefined ? 1 : 1 - unusualWeight;
      const doubt = said.reduce((left, { status }) => left * (1 - weight[status]), alone);
      const lasts = now - began;
      const own = slices.filter(
        (slice) => slice.service === service && (region === 'unknown' || slice.region === region),
      );
      const contradicted = own.some(isWell);
      const believed = lasts >= leastMs && !contradicted;
      const says = said.flatMap(({ source, status }) =>
        status === 'up' ? [] : [{ source, status }],
      );
      const why: Why[] = [
        { code: 'health', says, forMs: lasts, contradicted },
        ...(news ? [news] : []),
      ];
      // of every place that it speaks of, so that it meets there what customers say
      const all = own.length > 0 ? own : [{ service, region, channel: 'unknown' }];
      return all.map((slice) => ({
        slice,
        kind: 'health' as const,
        since: began,
        score: believed ? 1 - doubt : Math.min(1 - doubt, 0.45),
        why,
        share: 0,
      }));
    });
  }
}
