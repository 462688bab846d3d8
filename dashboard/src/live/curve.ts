import type { Affected, Impact, IncidentView } from '@rollcall/shared';
import { affectedNow } from '../impact/trust.js';

/** What an incident's counts were since this page is open: bounded, coarser the longer it gets. */

export type Counts = Pick<Affected, 'failing' | 'unseen' | 'recovered'>;

export interface CurvePoint {
  at: number;
  customers: Counts;
  users: Counts;
  /** Who could not reach us, as estimated then; null: not known. */
  silent: Impact['silent'];
}

export interface Curve {
  /** A new generation counts afresh, so its curve starts afresh. */
  generation: number;
  /** Points lie at least this far apart, except the newest. */
  stepMs: number;
  points: readonly CurvePoint[];
}

export const maxPoints = 600;
const firstStepMs = 1_000;

const counts = ({ failing, unseen, recovered }: Affected): Counts => ({
  failing,
  unseen,
  recovered,
});

const thinned = (curve: Curve): Curve =>
  curve.points.length <= maxPoints
    ? curve
    : {
        ...curve,
        stepMs: curve.stepMs * 2,
        points: curve.points.filter((_, i) => i % 2 === 0 || i === curve.points.length - 1),
      };

export const extendCurve = (
  curve: Curve | undefined,
  { generation, impact }: Pick<IncidentView, 'generation' | 'impact'>,
  at: number,
): Curve => {
  const point: CurvePoint = {
    at,
    customers: counts(impact.customers),
    users: counts(impact.users),
    silent: impact.silent,
  };
  if (curve?.generation !== generation) return { generation, stepMs: firstStepMs, points: [point] };
  const last = curve.points.at(-1);
  if (last && at < last.at) return { ...curve, points: [point] };
  const beforeLast = curve.points.at(-2);
  const refines = beforeLast !== undefined && at - beforeLast.at < curve.stepMs;
  return thinned({
    ...curve,
    points: [...(refines ? curve.points.slice(0, -1) : curve.points), point],
  });
};

export type Curves = Readonly<Record<string, Curve>>;

/** Curves of the incidents that are in the view; those that left it are let go. */
export const extendCurves = (
  curves: Curves,
  incidents: readonly IncidentView[],
  at: number,
): Curves =>
  Object.fromEntries(
    incidents.map((incident) => [incident.id, extendCurve(curves[incident.id], incident, at)]),
  );

export interface Trend {
  direction: 'more' | 'fewer' | 'same';
  count: number;
  overMs: number;
}

/** The longer it lasts, the further back "getting better" looks: a tenth of it, 5 to 30 minutes. */
const trendWindowMs = (lastedMs: number): number =>
  Math.min(30 * 60_000, Math.max(5 * 60_000, lastedMs / 10));
const trendLeastMs = 30_000;
/** A change by less than this share of all is none: one person more is no turn for the worse. */
const noise = 0.01;

/** Affected now against some minutes ago; undefined while the curve is too short to tell. */
export const trendOf = (
  { points }: Pick<Curve, 'points'>,
  subject: 'customers' | 'users',
): Trend | undefined => {
  const last = points.at(-1);
  const then =
    last && points.find(({ at }) => at >= last.at - trendWindowMs(last.at - points[0].at));
  if (!then || last.at - then.at < trendLeastMs) return undefined;
  const now = affectedNow(last[subject]);
  const difference = now - affectedNow(then[subject]);
  const steady = Math.abs(difference) < now * noise;
  const direction = steady ? 'same' : difference > 0 ? 'more' : difference < 0 ? 'fewer' : 'same';
  return { direction, count: Math.abs(difference), overMs: last.at - then.at };
};
