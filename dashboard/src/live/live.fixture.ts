import type {
  Affected,
  Impact,
  IncidentView,
  LiveView,
  RegionView,
  ServiceView,
} from '@rollcall/shared';

/** Views for specs: a plain one, with what the spec is about laid over it. */

export const noon = Date.UTC(2026, 2, 14, 12, 0, 0);

export const affected = (over: Partial<Affected> = {}): Affected => ({
  ever: 100,
  failing: 60,
  unseen: 25,
  recovered: 15,
  peak: 90,
  of: 1_000,
  ...over,
});

export const anImpact = (over: Partial<Impact> = {}): Impact => ({
  customers: affected(),
  users: affected({ ever: 240, failing: 150, unseen: 60, recovered: 30, peak: 220, of: 2_400 }),
  unidentified: 0,
  silent: null,
  ordinary: null,
  revenue: [{ currency: 'EUR', amount: 12_345 }],
  coverage: 1,
  complete: true,
  sampling: null,
  anonymous: 0,
  atLeastSince: null,
  internal: { users: 0, customers: 0 },
  ...over,
});

export const anIncident = (over: Partial<IncidentView> = {}): IncidentView => ({
  id: 'i-1',
  title: 'TV devices can’t play',
  state: 'investigating',
  severity: 'major',
  scope: {},
  onset: noon - 600_000,
  detectedAt: noon - 540_000,
  acknowledgedAt: null,
  acknowledgedBy: null,
  mitigatedAt: null,
  resolvedAt: null,
  version: 1,
  generation: 1,
  openedBy: 'person',
  reason: null,
  suspects: null,
  impact: anImpact(),
  ...over,
});

export const aRegion = (region: string, over: Partial<RegionView> = {}): RegionView => ({
  region,
  status: 'ok',
  ok: 90,
  slow: 5,
  failed: 5,
  failureShare: 0.05,
  channels: [],
  ...over,
});

export const aService = (id: string, regions: RegionView[]): ServiceView => ({
  id,
  name: id[0].toUpperCase() + id.slice(1),
  status: 'ok',
  ok: 90,
  slow: 5,
  failed: 5,
  failureShare: 0.05,
  regions,
  health: [],
});

export const aView = (over: Partial<LiveView> = {}): LiveView => ({
  version: 1,
  asOf: noon,
  workspace: { id: 'main', demo: null, story: null },
  freshness: { ageMs: 400, oldestUnfoldedMs: 0, accepted: 1_000, folded: 1_000, parked: 0 },
  coverage: 1,
  satisfaction: { index: null, low: null, high: null, n: 0 },
  windowMs: 300_000,
  pulse: null,
  services: [
    aService('play', [
      aRegion('US', { status: 'failing', failed: 50, failureShare: 0.5 }),
      aRegion('GB'),
    ]),
    aService('pay', [aRegion('GB')]),
  ],
  incidents: [],
  ...over,
});
