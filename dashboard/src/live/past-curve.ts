import type { IncidentCurve, IncidentView } from '@rollcall/shared';
import { maxPoints, type Curve } from './curve.js';
import type { Clock } from './follow.js';

/** A question without an answer is asked again after this, ms. */
const askAgainMs = 5_000;

/** What the server remembers of an incident's counts, with what this page has seen since after it. */
export const withPast = (past: IncidentCurve, seen: Curve | undefined): Curve | undefined => {
  if (seen && past.generation !== seen.generation) return seen;
  const last = past.points.at(-1)?.at ?? -Infinity;
  const later = seen?.points.filter(({ at }) => at > last) ?? [];
  let points = [...past.points, ...later];
  let stepMs = seen?.stepMs ?? 1_000;
  const spanMs = points.length < 2 ? 0 : points[points.length - 1].at - points[0].at;
  while (stepMs * maxPoints < spanMs) stepMs *= 2;
  while (points.length > maxPoints) {
    points = points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
  }
  return points.length === 0 ? seen : { generation: past.generation, stepMs, points };
};

/** Asks for the past of each incident once, and again when something may have been missed. */
export const recaller = (
  curveOf: (id: string) => Promise<IncidentCurve | undefined>,
  clock: Pick<Clock, 'now'>,
  take: (id: string, past: IncidentCurve) => void,
): { ask: (incidents: readonly IncidentView[]) => void; forget: () => void } => {
  /** Incident and generation → from when on to ask. */
  let due = new Map<string, number>();
  const ask = (incidents: readonly IncidentView[]) => {
    const before = due;
    due = new Map();
    const { monotonic } = clock.now();
    for (const { id, generation } of incidents) {
      const name = `${id}:${generation}`;
      const from = before.get(name) ?? -Infinity;
      due.set(name, from > monotonic ? from : monotonic + askAgainMs);
      if (from > monotonic) continue;
      curveOf(id)
        .then((past) => {
          if (past?.generation !== generation) return;
          if (due.has(name)) due.set(name, Infinity);
          take(id, past);
        })
        .catch(() => undefined);
    }
  };
  return { ask, forget: () => due.clear() };
};
