import {
  mostSlices,
  type CurvePoint,
  type Handover,
  type IncidentRecord,
  type SliceRestoration,
  type TimelineEntry,
} from '@rollcall/shared';
import { updatesOf } from './life.js';

/** What a handover is made of; times are epoch ms of the workspace's clock. */
export interface HandoverParts {
  incident: IncidentRecord;
  timeline: readonly TimelineEntry[];
  slices: readonly SliceRestoration[];
  /** The curve so far, oldest first; its last point is as of now. */
  points: readonly CurvePoint[];
  now: CurvePoint;
  complete: boolean;
}

/** Everything since a time: how it stood then and stands now, what was decided, who owns what. */
export const handover = (since: number, asOf: number, parts: HandoverParts): Handover => {
  const { incident, timeline, slices, points, now, complete } = parts;
  const { id, title, state, severity, version, roles, actions } = incident;
  const decisions = timeline.filter(({ at }) => at >= since);
  const open = actions.filter((action) => action.state === 'open');
  const some = (which: (slice: SliceRestoration) => boolean): SliceRestoration[] =>
    slices.filter(which).slice(0, mostSlices);
  return {
    since,
    asOf,
    incident: { id, title, state, severity, version },
    counts: { then: points.findLast(({ at }) => at <= since) ?? null, now },
    complete,
    decisions,
    updates: updatesOf(decisions),
    roles,
    actions: {
      open,
      overdue: open.filter(({ dueAt }) => dueAt !== null && dueAt < asOf),
      closed: actions.filter(({ closedAt }) => closedAt !== null && closedAt >= since),
    },
    slices: {
      healed: some(({ restoredSince }) => restoredSince !== null && restoredSince >= since),
      broke: some(({ firstFailed }) => firstFailed >= since),
      stillFailing: some((slice) => slice.state === 'failing'),
    },
  };
};
