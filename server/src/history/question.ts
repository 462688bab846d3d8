import type { ImpactFilter, Incident } from '@rollcall/shared';
import type { AskedStep, AskedSteps } from '../lost/answer-lost.js';
import { visitStepMs, type Visits } from '../silent/visits.js';
import { filterHas, filterLists, scopeHas } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import { share, wasUnderWay, weeksOf, type ComparedTime, type Times } from './compared-time.js';

/** What an estimate is asked about: a time, its slices, and the weeks it is compared with. */
export interface Comparison {
  time: ComparedTime;
  /** Where the ordinary weeks among the last four begin, epoch ms. */
  weeks: number[];
  slices: ComparedSlices;
}

/** By slice number: in scope, in no incident, and a number for its region. */
export interface ComparedSlices {
  inScope: boolean[];
  unaffected: boolean[];
  region: number[];
}

/** An estimate's question as data, so that another thread can answer it; see SilentQuestion. */
export interface Question extends ComparedSlices {
  lost: AskedSteps;
  steps: number;
  onset: number;
  weeks: Visits[];
  today: Visits;
  panelShare: number;
}

/** The memory behind a question's visits: most of what it weighs. */
export const columnsOf = ({ today, weeks }: Question): ArrayBuffer[] =>
  [today, ...weeks].flatMap(
    ({ person, slice, step, failed }) =>
      [person.buffer, slice.buffer, step.buffer, failed.buffer] as ArrayBuffer[],
  );

/** Whose customers they are who never came is not known, so there is no estimate under such a filter. */
export const saysWho = ({
  service: _service,
  region: _region,
  channel: _channel,
  ...who
}: ImpactFilter): boolean => Object.values(who).some((value) => value !== undefined);

/**
 * Compares an incident with past weeks. A week in which another incident covered its slices at those
 * hours is no ordinary one; slices that any incident covered, then or now, are not unaffected.
 */
export const comparisonOf = (
  incident: Incident,
  filter: ImpactFilter,
  time: ComparedTime,
  incidents: Iterable<Incident>,
  slices: readonly SliceName[],
  times: Times,
): Comparison => {
  const length = time.steps * visitStepMs;
  const all = [...incidents];
  const during = (from: number): Incident[] =>
    all.filter((each) => wasUnderWay(each, from, from + length));
  const weeks = weeksOf(time.from, times).filter(
    (from) => !during(from).some(({ scope }) => share(scope, incident.scope, slices)),
  );
  const others = [time.from, ...weeks].flatMap(during);
  const lists = filterLists(filter);
  const inScope = slices.map((slice) => scopeHas(incident.scope, slice) && filterHas(lists, slice));
  const unaffected = slices.map(
    (slice) => ![incident, ...others].some(({ scope }) => scopeHas(scope, slice)),
  );
  const regions = new Map<string, number>();
  const region = slices.map((slice) => {
    const known = regions.get(slice.region) ?? regions.size;
    regions.set(slice.region, known);
    return known;
  });
  return { time, weeks, slices: { inScope, unaffected, region } };
};

/** Weeks with much less in them than the others are gaps in what we were told, no ordinary weeks. */
const leastOfUsual = 0.3;

/** The question with its visits, without weeks that have a gap. */
export const questionOf = (
  { time, slices }: Comparison,
  today: Visits,
  weeks: readonly Visits[],
  panelShare: number,
  { signups, firstPurchases }: AskedSteps,
): Question => {
  const most = Math.max(0, ...weeks.map(({ length }) => length));
  const isWhole = (week: number): boolean =>
    weeks[week].length > 0 && weeks[week].length >= most * leastOfUsual;
  const without = (asked: AskedStep): AskedStep =>
    asked.why !== null || !asked.leftOut
      ? asked
      : { ...asked, leftOut: asked.leftOut.filter((_, day) => day === 0 || isWhole(day - 1)) };
  return {
    steps: time.steps,
    onset: time.onset,
    ...slices,
    today,
    weeks: weeks.filter((_, week) => isWhole(week)),
    panelShare,
    lost: { signups: without(signups), firstPurchases: without(firstPurchases) },
  };
};
