import type { LiveView, RegionView, Service, ServiceView, SliceStatus } from '@rollcall/shared';
import type { WindowTally } from '../impact/window.js';
import type { LogStatus } from '../operations/log-status.js';
import type { SliceName } from '../slices/slice.js';
import { gravest, statusOf } from './status.js';

/** A service's own word on itself, as the newest health signal of a source has it. */
export interface HealthReport {
  service: string;
  region: string;
  source: string;
  status: 'up' | 'degraded' | 'down';
  at: number;
}

const nothing: WindowTally = { ok: 0, slow: 0, failed: 0 };

const add = (a: WindowTally, b: WindowTally): WindowTally => ({
  ok: a.ok + b.ok,
  slow: a.slow + b.slow,
  failed: a.failed + b.failed,
});

const tallyView = (
  tally: WindowTally,
  status: SliceStatus,
): WindowTally & { status: SliceStatus; failureShare: number | null } => {
  const all = tally.ok + tally.slow + tally.failed;
  return { status, ...tally, failureShare: all === 0 ? null : tally.failed / all };
};

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const grouped = <T>(items: T[], key: (item: T) => string): [string, T[]][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => byName(a, b));
};

interface Cell {
  slice: SliceName;
  tally: WindowTally;
}

const regionView = (region: string, cells: Cell[], objective: number): RegionView => {
  const channels = cells
    .map(({ slice, tally }) => ({
      channel: slice.channel,
      ...tallyView(tally, statusOf(tally, objective)),
    }))
    .sort((a, b) => byName(a.channel, b.channel));
  return {
    region,
    ...tallyView(
      cells.reduce((sum, cell) => add(sum, cell.tally), nothing),
      gravest(channels.map(({ status }) => status)),
    ),
    channels,
  };
};

/**
 * The services with their regions and channels: every slice that was ever seen, so that one that
 * falls silent reads "no data" instead of disappearing.
 */
export const serviceViews = (
  slices: readonly SliceName[],
  totals: ReadonlyMap<number, WindowTally>,
  services: ReadonlyMap<string, Service>,
  describe: (id: string) => Service,
  health: readonly HealthReport[],
): ServiceView[] => {
  const cells = slices.map((slice, i) => ({ slice, tally: totals.get(i) ?? nothing }));
  const names = new Set([
    ...cells.map(({ slice }) => slice.service),
    ...services.keys(),
    ...health.map((report) => report.service),
  ]);
  const byService = new Map(grouped(cells, ({ slice }) => slice.service));
  return [...names].sort(byName).map((id) => {
    const service = describe(id);
    const own = byService.get(id) ?? [];
    const regions = grouped(own, ({ slice }) => slice.region).map(([region, list]) =>
      regionView(region, list, service.objective),
    );
    return {
      id,
      name: service.name,
      ...tallyView(
        regions.reduce((sum, region) => add(sum, region), nothing),
        gravest(regions.map(({ status }) => status)),
      ),
      regions,
      health: health
        .filter((report) => report.service === id)
        .map(({ source, region, status, at }) => ({ source, region, status, at }))
        .sort((a, b) => byName(a.source + a.region, b.source + b.region)),
    };
  });
};

/** A view older than this is stale, and a signal that waits longer to be counted is late; ms. */
const staleMs = 3_000;
const lateMs = 500;

/**
 * A stored view with its freshness as of now, so that an old one does not look alive.
 * @param now wall clock, epoch ms
 * @param viewAgeMs how long ago the view was made, by the wall clock
 */
export const aged = (
  view: LiveView,
  now: number,
  viewAgeMs: number,
  status: LogStatus,
): LiveView => {
  const age = (time: number): number => Math.max(0, now - time);
  const waiting = status.oldestUnfolded === 0 ? 0 : age(status.oldestUnfolded);
  const whole = viewAgeMs <= staleMs && waiting <= lateMs;
  return {
    ...view,
    // a count that nobody keeps up is not complete, whatever it was when it was published
    incidents: whole
      ? view.incidents
      : view.incidents.map((incident) => ({
          ...incident,
          impact: { ...incident.impact, complete: false },
        })),
    freshness: {
      ageMs: status.newest === 0 ? null : age(status.newest),
      oldestUnfoldedMs: status.oldestUnfolded === 0 ? 0 : age(status.oldestUnfolded),
      accepted: status.accepted,
      folded: status.folded,
      parked: status.parked,
    },
  };
};
