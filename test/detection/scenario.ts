import type { Maintenance } from '@rollcall/shared';
import type { Random } from '../people/random.js';
import type { Change, Habits } from './life.js';
import type { Place, Town } from './town.js';

/** What is known of an event beforehand. */
export interface Label {
  /** `incident`: to be found; `blind`: no signals arrive; `calm`: nothing is to be opened. */
  kind: 'incident' | 'blind' | 'calm';
  /** When customers began to fail, or signals to stop, epoch ms; for `calm` when it began. */
  onset: number;
  end: number;
  /** What fails. */
  touches: (place: Place) => boolean;
  /** Nothing is to be opened before this (maintenance ends), epoch ms; left out: the onset. */
  openFrom?: number;
}

/** A town with what happens to it. */
export interface Story {
  town: Town;
  changes: Change[];
  labels: Label[];
  planned?: Maintenance[];
  habits?: Habits;
  /** Detection watches from here… */
  from: number;
  /** …with steps this long… */
  calmStepMs: number;
  /** …from here on of this length… */
  fineFrom: number;
  fineStepMs: number;
  /** …until here. */
  to: number;
}

/** Something that may happen, of which every seed makes another story. */
export interface Scenario {
  id: string;
  /** What it is, for the reader of the table. */
  what: string;
  story: (random: Random) => Story;
}

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
/** A Monday, UTC. */
export const monday = Date.UTC(2026, 2, 2);

export interface Plan {
  town: Town;
  /** What happens, given when it begins. */
  changes: (onset: number) => Change[];
  labels: (onset: number) => Label[];
  planned?: (onset: number) => Maintenance[];
  /** Hour of the day at which it begins, UTC; left out: any. */
  hour?: number;
  habits?: Habits;
  /** How long detection has watched before, ms. */
  before?: number;
  /** How long it lasts, ms. */
  lasts: number;
  /** How long to watch afterwards, ms. */
  after?: number;
  stepMs?: number;
}

/** Puts a plan into a week: at any millisecond of it, to be seen second by second. */
export const staged = (random: Random, plan: Plan): Story => {
  const { town, habits, lasts } = plan;
  const before = plan.before ?? 26 * hour;
  const whole = Math.floor(before / minute) * minute;
  const begins =
    plan.hour === undefined
      ? random.int(0, 7 * 24 * 60) * minute
      : random.int(0, 6) * day + plan.hour * hour + random.int(0, 59) * minute;
  // early enough that it begins when it is to begin
  const from = plan.hour === undefined ? monday + begins : monday + begins - (whole % day);
  const onset = from + before + random.int(0, 59_999);
  const fineFrom = Math.max(from, from + whole - 2 * minute);
  return {
    town,
    habits,
    changes: plan.changes(onset),
    labels: plan.labels(onset),
    planned: plan.planned?.(onset),
    from,
    calmStepMs: minute,
    fineFrom,
    fineStepMs: plan.stepMs ?? second,
    to: onset + lasts + (plan.after ?? 12 * minute),
  };
};

/** An outage of places for a time, labelled. */
export const outage = (
  touches: (place: Place) => boolean,
  lasts: number,
  share: number | ((sinceOnset: number) => number),
  rate?: number,
): Pick<Plan, 'changes' | 'labels' | 'lasts'> => ({
  lasts,
  changes: (onset) => [
    // as busy as it is when it fails it was before
    ...(rate === undefined ? [] : [{ from: 0, to: Infinity, touches, rate }]),
    {
      from: onset,
      to: onset + lasts,
      touches,
      share: (at) => (typeof share === 'number' ? share : share(at - onset)),
    },
  ],
  labels: (onset) => [{ kind: 'incident', onset, end: onset + lasts, touches }],
});

/** Something that is no outage. */
export const noOutage = (change: Omit<Change, 'from' | 'to'>, lasts: number) => ({
  lasts,
  changes: (onset: number): Change[] => [{ from: onset, to: onset + lasts, ...change }],
  labels: (onset: number): Label[] => [
    { kind: 'calm', onset, end: onset + lasts, touches: change.touches },
  ],
});
