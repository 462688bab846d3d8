import {
  fail,
  maintenanceLimits,
  ok,
  type Maintenance,
  type PlanMaintenance,
  type Result,
} from '@rollcall/shared';
import { parseAt } from '../clock/time.js';
import { scopeHas } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';

/** Maintenance silences the opening of incidents and nothing else. Times: the workspace's, epoch ms. */

const remedy = 'send RFC 3339 (2026-01-31T09:30:00Z) or epoch milliseconds';

const notATime = (field: string): Result<never> =>
  fail('invalid', `"${field}" is not a time`, { field, remedy });

/** What is planned, if it may be. Errors name the field. */
export const plan = (
  id: string,
  { title, scope = {}, from, to }: PlanMaintenance,
  planned: Iterable<Maintenance>,
  now: number,
): Result<Maintenance> => {
  const begins = from === undefined ? now : parseAt(from);
  if (begins === undefined) return notATime('from');
  const ends = parseAt(to);
  if (ends === undefined) return notATime('to');
  if (ends <= Math.max(begins, now)) {
    return fail('invalid', `"to" does not lie after ${ends <= begins ? '"from"' : 'now'}`, {
      field: 'to',
      remedy: 'send a later end',
    });
  }
  if (ends - begins > maintenanceLimits.longestMs) {
    return fail('invalid', 'it would last longer than 31 days', {
      field: 'to',
      remedy: 'send an earlier end: what is silenced for so long is never looked at',
    });
  }
  if ([...planned].filter((each) => each.to > now).length >= maintenanceLimits.windows) {
    return fail('invalid', `${maintenanceLimits.windows} windows are planned already`, {
      remedy: 'cancel one that is no longer needed',
    });
  }
  return ok({ id, title, scope, from: begins, to: ends });
};

/** What is planned, under way, or over for less than a week; the next one first. */
export const listed = (planned: Iterable<Maintenance>, now: number): Maintenance[] =>
  [...planned]
    .filter(({ to }) => to > now - maintenanceLimits.listedMs)
    .sort((a, b) => a.from - b.from);

/** The maintenance that a slice is under at a time. */
export const maintained = (
  planned: Iterable<Maintenance>,
  slice: SliceName,
  at: number,
): Maintenance | undefined => {
  for (const each of planned) {
    if (each.from <= at && at < each.to && scopeHas(each.scope, slice)) return each;
  }
  return undefined;
};
