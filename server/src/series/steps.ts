import { fail, ok, mostSeriesPoints, type Result, type SeriesQuery } from '@rollcall/shared';
import { timeField } from '../incidents/times.js';
import type { Grain } from './shelves.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const defaultPoints = 300;

/** Steps that divide clocks and calendars evenly, ms. */
const niceSteps = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
  ...[1, 2, 7, 14, 28].map((days) => days * dayMs),
];

/** Steps of equal length: the first begins at `start`, all at a multiple of the length. */
export interface Steps {
  start: number;
  stepMs: number;
  count: number;
  grain: Grain;
}

type Asked = Pick<SeriesQuery, 'from' | 'to' | 'step' | 'points'>;

/**
 * The steps that a query asks for. Finer than an hour only as far back as minutes are kept; further back
 * steps are an hour or more, and the answer says so.
 *
 * @param now workspace clock, epoch ms
 * @param minutesSince from when on minutes tell all there is, epoch ms
 */
export const stepsOf = (asked: Asked, now: number, minutesSince: number): Result<Steps> => {
  const to = timeField('to', asked.to, now, now + 400 * dayMs);
  if (!to.ok) return to;
  const from = timeField('from', asked.from, to.value - hourMs, now);
  if (!from.ok) return from;
  if (from.value >= to.value) {
    return fail('invalid', '"from" is not before "to"', {
      field: 'from',
      remedy: 'send a "from" that is earlier than "to"; left out, it is an hour before',
    });
  }
  const span = to.value - from.value;
  const points = asked.points ?? defaultPoints;
  const wanted = asked.step ?? niceSteps.find((each) => span / each <= points) ?? span / points;
  const reached = from.value >= minutesSince;
  const unit = wanted % hourMs === 0 || !reached ? hourMs : minuteMs;
  const length = Math.ceil(wanted / unit) * unit;
  const start = Math.floor(from.value / length) * length;
  const count = Math.ceil((to.value - start) / length);
  if (count > mostSeriesPoints) {
    return fail('invalid', `"step" would give ${count} points`, {
      field: 'step',
      remedy: `send a step of at least ${Math.ceil(span / mostSeriesPoints / minuteMs) * minuteMs} ms, or "points"`,
    });
  }
  return ok({ start, stepMs: length, count, grain: unit === hourMs ? 'hours' : 'minutes' });
};
