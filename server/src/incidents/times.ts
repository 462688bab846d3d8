import {
  fail,
  incidentTimes,
  ok,
  type CorrectTimes,
  type IncidentEvent,
  type IncidentRecord,
  type IncidentTime,
  type IncidentTimes,
  type Result,
  type TimeStamp,
} from '@rollcall/shared';
import { futureToleranceMs, parseAt } from '../clock/time.js';

/** Times before this (September 2001) are seconds that were meant to be milliseconds. */
const earliestMs = 1e12;

const untouched = { correctedAt: null, correctedBy: null, reason: null };

/** A time as it first came to be. */
export const stamp = (at: number | null): TimeStamp => ({ at, original: at, ...untouched });

/** The times of an incident whose other fields hold what they are now: stamps that differ are new. */
export const stamped = (incident: IncidentRecord): IncidentTimes => {
  const times = { ...incident.times };
  for (const field of incidentTimes) {
    if (times[field].at !== incident[field]) times[field] = stamp(incident[field]);
  }
  return times;
};

/** The incident with times corrected; what they were before is kept. */
export const corrected = (
  incident: IncidentRecord,
  given: Partial<Record<IncidentTime, number | undefined>>,
  { at, by, reason }: { at: number; by: string; reason?: string | undefined },
): IncidentRecord => {
  const next = { ...incident, times: { ...incident.times } };
  for (const field of incidentTimes) {
    const value = given[field];
    if (value === undefined || value === incident[field]) continue;
    next[field] = value;
    next.times[field] = {
      at: value,
      original: incident.times[field].original,
      correctedAt: at,
      correctedBy: by,
      reason: reason ?? null,
    };
  }
  const recounts = next.onset !== incident.onset || next.resolvedAt !== incident.resolvedAt;
  return recounts ? { ...next, generation: next.generation + 1 } : next;
};

/** A time somebody sent: whole epoch ms, or which field is wrong and what to send. */
export const timeField = (
  field: string,
  given: string | number | undefined,
  fallback: number,
  now: number,
  /** Due times lie ahead. */
  mayLieAhead = false,
): Result<number> => {
  if (given === undefined) return ok(fallback);
  const at = parseAt(given);
  if (at === undefined) {
    return fail('invalid', `"${field}" is not a time`, {
      field,
      remedy: 'send RFC 3339 (2026-01-31T09:30:00Z) or epoch milliseconds',
    });
  }
  if (at < earliestMs) {
    return fail('invalid', `"${field}" lies before the year 2001`, {
      field,
      remedy: 'send epoch milliseconds, not seconds, or RFC 3339 (2026-01-31T09:30:00Z)',
    });
  }
  if (!mayLieAhead && at > now + futureToleranceMs) {
    return fail('invalid', `"${field}" lies in the future`, { field, remedy: 'send a past time' });
  }
  return ok(at);
};

/** A time of a query, where epoch milliseconds come as digits too. */
export const queryTime = (
  field: string,
  given: string | undefined,
  fallback: number,
  now: number,
): Result<number> =>
  timeField(
    field,
    given !== undefined && /^\d+$/.test(given) ? Number(given) : given,
    fallback,
    now,
  );

/**
 * What may not come before what. Relief may come before anyone acknowledges, and an outage may be
 * found after it has ended; nothing of it comes before its onset.
 */
const order: readonly (readonly [IncidentTime, IncidentTime])[] = [
  ['onset', 'detectedAt'],
  ['onset', 'mitigatedAt'],
  ['onset', 'resolvedAt'],
  ['detectedAt', 'acknowledgedAt'],
  ['mitigatedAt', 'resolvedAt'],
];

/** What has to happen before its time can be corrected. */
const notYet: Partial<Record<IncidentTime, string>> = {
  acknowledgedAt: 'acknowledge it first',
  resolvedAt: 'resolve it first, with "at"',
};

/** Corrects times: each in the past, and in the order of things. */
export const correctTimes = (
  incident: IncidentRecord,
  input: CorrectTimes,
  now: number,
): Result<IncidentEvent[]> => {
  const times: Partial<Record<IncidentTime, number>> = {};
  for (const field of incidentTimes) {
    if (input[field] === undefined) continue;
    const remedy = notYet[field];
    if (incident[field] === null && remedy !== undefined) {
      return fail('invalid', `"${field}" has not happened yet`, { field, remedy });
    }
    const at = timeField(field, input[field], 0, now);
    if (!at.ok) return at;
    if (at.value !== incident[field]) times[field] = at.value;
  }
  for (const [first, second] of order) {
    const edited = times[second] !== undefined ? second : first;
    if (times[edited] === undefined) continue;
    const [before, after] = [times[first] ?? incident[first], times[second] ?? incident[second]];
    if (before === null || after === null || before <= after) continue;
    return fail('invalid', `"${first}" would lie after "${second}"`, {
      field: edited,
      remedy: `send times in order, or correct "${edited === first ? second : first}" with it`,
    });
  }
  if (Object.keys(times).length === 0) return ok([]);
  const { reason } = input;
  return ok([{ type: 'incident:corrected', times, ...(reason === undefined ? {} : { reason }) }]);
};
