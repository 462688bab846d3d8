import type { Incident, Scope } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { visitStepMs } from '../silent/visits.js';
import { scopeHas } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import { weeksCompared } from './kept-days.js';

/** What lies before an onset and still serves to compare, steps: three hours. */
const leadSteps = 36;
/** An incident's first days are compared; in all that is longer, ordinary people have come back. */
const mostSteps = (7 * 86_400_000) / visitStepMs;
/** A step is over this long after its end, so that what happened in it has come; ms, wall clock. */
export const settleMs = 2_000;

/** A time that is compared with past weeks; it begins and ends on a step. */
export interface ComparedTime {
  /** Epoch ms, workspace clock. */
  from: number;
  steps: number;
  /** Step of the onset. */
  onset: number;
}

/** What is known of time: the clock, since when there is a history, and the wall time. */
export interface Times {
  clock: Pick<Clock, 'now' | 'toWall' | 'weeksBefore'>;
  since: number;
  wall: number;
}

/** The start of the step that a time lies in, epoch ms. */
export const stepStart = (time: number): number => Math.floor(time / visitStepMs) * visitStepMs;

/**
 * False for a time that never was: what a story's clock passed over, or before anything was known.
 * @param start of the step
 */
export const stepWas = (start: number, { clock, since }: Times): boolean =>
  start + visitStepMs > since && clock.toWall(start + visitStepMs) > clock.toWall(start);

/** The whole steps of an incident so far, and what lies just before; null while there is none. */
export const comparedTime = (
  { onset, resolvedAt }: Pick<Incident, 'onset' | 'resolvedAt'>,
  times: Times,
): ComparedTime | null => {
  const { clock, wall } = times;
  const begin = stepStart(onset);
  let end = Math.min(stepStart(clock.now()), begin + mostSteps * visitStepMs);
  if (resolvedAt !== null) end = Math.min(end, stepStart(resolvedAt) + visitStepMs);
  while (end > begin && clock.toWall(end) > wall - settleMs) end -= visitStepMs;
  if (end <= begin) return null;
  let from = begin;
  while (begin - from < leadSteps * visitStepMs && stepWas(from - visitStepMs, times)) {
    from -= visitStepMs;
  }
  return {
    from,
    steps: Math.round((end - from) / visitStepMs),
    onset: Math.round((begin - from) / visitStepMs),
  };
};

/** In quiet hours nobody may have come: the first that is known may lie an hour after the beginning, ms. */
const quietMs = 3_600_000;

/** Where the same hours of past weeks begin, epoch ms; only weeks that are known from the beginning. */
export const weeksOf = (from: number, { clock, since }: Times): number[] =>
  Array.from({ length: weeksCompared }, (_, i) => stepStart(clock.weeksBefore(from, i + 1))).filter(
    (start) => since <= start + quietMs,
  );

/** True when the incident was under way in the time. */
export const wasUnderWay = (
  { onset, resolvedAt }: Pick<Incident, 'onset' | 'resolvedAt'>,
  from: number,
  to: number,
): boolean => onset < to && (resolvedAt ?? Infinity) >= from;

/** Whether two scopes share a slice that is known. */
export const share = (a: Scope, b: Scope, slices: readonly SliceName[]): boolean =>
  slices.some((slice) => scopeHas(a, slice) && scopeHas(b, slice));
