import { z } from 'zod';
import { DetectionView } from './detection.js';
import { Impact } from './impact.js';
import { Incident } from './incidents.js';
import { Pulse } from './pulse.js';
import { Satisfaction } from './satisfaction.js';
import { StoryView } from './story.js';

/** What every screen shows, as one versioned value; see live.patch.ts for its changes. */

/** `no_data`: nothing came in the window. Never read as up. */
export const sliceStatuses = ['no_data', 'ok', 'degraded', 'failing'] as const;
export const SliceStatus = z.enum(sliceStatuses);
export type SliceStatus = z.infer<typeof SliceStatus>;

const whole = z.number().int().min(0);

/** Interactions of the last window by outcome; `failureShare` is null where nothing came. */
const tally = {
  status: SliceStatus,
  ok: whole,
  slow: whole,
  failed: whole,
  failureShare: z.number().nullable(),
};

export const ChannelView = z.object({ channel: z.string(), ...tally });
export const RegionView = z.object({
  region: z.string(),
  ...tally,
  channels: z.array(ChannelView),
});
export type RegionView = z.infer<typeof RegionView>;

/** What a source says of a service itself, apart from what customers met. */
export const HealthView = z.object({
  source: z.string(),
  region: z.string(),
  status: z.enum(['up', 'degraded', 'down']),
  at: z.number(),
});

export const ServiceView = z.object({
  id: z.string(),
  name: z.string(),
  ...tally,
  regions: z.array(RegionView),
  health: z.array(HealthView),
});
export type ServiceView = z.infer<typeof ServiceView>;

export const IncidentView = Incident.extend({ impact: Impact });
export type IncidentView = z.infer<typeof IncidentView>;

export const Freshness = z.object({
  /** Age of the newest signal, ms at `asOf`; null: none ever came. */
  ageMs: z.number().nullable(),
  /** Age of the oldest signal not yet counted, ms at `asOf`; 0: all are counted. */
  oldestUnfoldedMs: z.number(),
  /** Signals stored and signals counted since this workspace began. */
  accepted: whole,
  folded: whole,
  /** Batches that could not be counted and wait in the dead-letter stream. */
  parked: whole,
});
export type Freshness = z.infer<typeof Freshness>;

export const LiveView = z.object({
  version: whole,
  /** The workspace's clock when this was worked out, epoch ms. */
  asOf: z.number(),
  workspace: z.object({
    id: z.string(),
    /** The scenario that is played here; null: nothing here is made up. */
    demo: z.string().nullable(),
    story: StoryView.nullable(),
  }),
  freshness: Freshness,
  /** Share of the window's failed interactions whose customer is known; null: nothing failed. */
  coverage: z.number().nullable(),
  satisfaction: Satisfaction,
  /** Length of the window that statuses are read from, ms. */
  windowMs: z.number(),
  /** null: nobody was here yet. */
  pulse: Pulse.nullable(),
  services: z.array(ServiceView),
  incidents: z.array(IncidentView),
  /** Left out by a version, or in a workspace, that detects nothing. */
  detection: DetectionView.optional(),
});
export type LiveView = z.infer<typeof LiveView>;

/** One step in: object keys by name, array elements by position. */
export type Path = (string | number)[];

/** `[path, value]` sets what lies at the path; `[path]` alone takes an object's key away. */
export type PatchOperation = [Path, unknown] | [Path];

/** Takes the view of version `from` to version `to`; to any other view it does not apply. */
export interface LivePatch {
  from: number;
  to: number;
  operations: PatchOperation[];
}

export const emptyLiveView: LiveView = Object.freeze({
  version: 0,
  asOf: 0,
  workspace: { id: 'main', demo: null, story: null },
  freshness: { ageMs: null, oldestUnfoldedMs: 0, accepted: 0, folded: 0, parked: 0 },
  coverage: null,
  satisfaction: { index: null, low: null, high: null, n: 0 },
  windowMs: 300_000,
  pulse: null,
  services: [],
  incidents: [],
});
