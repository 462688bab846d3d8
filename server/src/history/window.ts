import { visitStepMs, type Visits } from '../silent/visits.js';
import { hourMs, stepsAnHour } from './hour-visits.js';
import type { JoinedHour } from './joined-hour.js';

/** The hours (whole hours since the epoch) that a time lies in; `to` is not part of it. Epoch ms. */
export const hoursBetween = (from: number, to: number): number[] => {
  const first = Math.floor(from / hourMs);
  const count = Math.max(0, Math.ceil(to / hourMs) - first);
  return Array.from({ length: count }, (_, i) => first + i);
};

/** Bits of the steps of an hour that begin in [from, to), epoch ms. */
export const stepsIn = (hour: number, from: number, to: number): number => {
  let mask = 0;
  for (let step = 0; step < stepsAnHour; step++) {
    const start = hour * hourMs + step * visitStepMs;
    if (start >= from && start < to) mask |= 1 << step;
  }
  return mask;
};

/**
 * The visits between two times that lie on steps, in columns.
 * @param hour an hour's visits
 */
export const visitsBetween = (
  from: number,
  to: number,
  hour: (hour: number) => JoinedHour,
): Visits => {
  const hours = hoursBetween(from, to);
  const room = hours.reduce((sum, each) => sum + hour(each).length, 0);
  const visits: Visits = {
    length: 0,
    person: new Uint32Array(room),
    slice: new Uint16Array(room),
    step: new Uint16Array(room),
    failed: new Uint8Array(room),
  };
  const steps = Math.round((to - from) / visitStepMs);
  for (const each of hours) {
    const joined = hour(each);
    const before = Math.round((each * hourMs - from) / visitStepMs);
    if (before >= 0 && before + stepsAnHour <= steps) addWhole(visits, joined, before);
    else addPart(visits, joined, before, steps);
  }
  return visits;
};

const addWhole = (visits: Visits, hour: JoinedHour, before: number): void => {
  const { length } = visits;
  visits.person.set(hour.person, length);
  visits.slice.set(hour.slice, length);
  visits.failed.set(hour.failed, length);
  for (let i = 0; i < hour.length; i++) visits.step[length + i] = before + hour.step[i];
  visits.length += hour.length;
};

const addPart = (visits: Visits, hour: JoinedHour, before: number, steps: number): void => {
  for (let i = 0; i < hour.length; i++) {
    const step = before + hour.step[i];
    if (step < 0 || step >= steps) continue;
    const at = visits.length++;
    visits.person[at] = hour.person[i];
    visits.slice[at] = hour.slice[i];
    visits.step[at] = step;
    visits.failed[at] = hour.failed[i];
  }
};
