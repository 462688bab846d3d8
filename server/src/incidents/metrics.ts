import { measures, type Incident, type IncidentMetrics, type MeanTime } from '@rollcall/shared';
import { durationsOf, stampsOf } from './durations.js';

/** The value below which a share of sorted values lies, between neighbours in proportion (type 7). */
export const quantile = (sorted: readonly number[], share: number): number => {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place - Math.floor(place));
};

const why = {
  detect: 'detected',
  acknowledge: 'acknowledged',
  mitigate: 'mitigated',
  resolve: 'resolved',
};

/** MTTD, MTTA, MTTM and MTTR of the incidents whose onset lies in [from, to), epoch ms. */
export const metricsOf = (
  incidents: Iterable<Incident>,
  from: number,
  to: number,
): IncidentMetrics => {
  const chosen = [...incidents].filter(({ onset }) => onset >= from && onset < to);
  const leftOut: IncidentMetrics['leftOut'] = [];
  const mean = (measure: (typeof measures)[number]): MeanTime => {
    const taken: number[] = [];
    for (const incident of chosen) {
      const { ms, from, to } = durationsOf(incident)[measure];
      if (ms !== null && ms >= 0) taken.push(ms);
      else {
        const reason = ms === null ? `not ${why[measure]}` : `${to} lies before ${from}`;
        leftOut.push({ id: incident.id, measure, reason });
      }
    }
    taken.sort((a, b) => a - b);
    const n = taken.length;
    return {
      ...stampsOf[measure],
      n,
      meanMs: n === 0 ? null : taken.reduce((sum, ms) => sum + ms, 0) / n,
      medianMs: n === 0 ? null : quantile(taken, 0.5),
      p90Ms: n === 0 ? null : quantile(taken, 0.9),
    };
  };
  return {
    from,
    to,
    incidents: chosen.length,
    detect: mean('detect'),
    acknowledge: mean('acknowledge'),
    mitigate: mean('mitigate'),
    resolve: mean('resolve'),
    leftOut,
  };
};
