import { z } from 'zod';
import { Scope } from './incidents.js';
import type { Route } from './route.js';
import { At, limits, readable, readableText } from './signals.js';
import { Why } from './why.js';

/** What Rollcall finds by itself, and when it is told to keep still. Times: the workspace's, epoch ms. */

/**
 * `failing`: a large share of tries fails, at once. `burn`: the objective's error budget goes too fast.
 * `silent`: people stay away while sources are alive. `blind`: nothing comes from anywhere. `health`: a
 * service says so itself, or a site check does. `series`: unlike this hour of past weeks.
 */
export const findingKinds = ['failing', 'burn', 'silent', 'blind', 'health', 'series'] as const;
export const FindingKind = z.enum(findingKinds);
export type FindingKind = z.infer<typeof FindingKind>;

/** Something that does not look right. From a score of 0.5 on it is believed. */
export const Finding = z.object({
  /** The same for as long as it lasts. */
  id: z.string(),
  kind: FindingKind,
  scope: Scope,
  score: z.number().min(0).max(1),
  /** In words, with the numbers it rests on. */
  reason: z.string(),
  /** The same as codes and numbers; what says most first. Left out by older versions. */
  why: z.array(Why).optional(),
  /** When it began, as far back as the evidence reaches. */
  since: z.number(),
  /** Up to when the evidence was read. */
  at: z.number(),
  /** The incident it belongs to; null: none. */
  incident: z.string().nullable(),
  /** Why it opened nothing; null: it did, or belongs to what is open. */
  suppressed: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** Since when nothing came, where something should have; null: signals come. */
export const Blind = z
  .object({
    since: z.number(),
    reason: z.string(),
    why: z.array(Why).optional(),
    /** Where nothing comes from; nothing in it: anywhere. Left out by older versions. */
    scope: Scope.optional(),
  })
  .nullable();
export type Blind = z.infer<typeof Blind>;

export const Findings = z.object({
  /** The workspace's clock when this was worked out; 0: not yet. */
  asOf: z.number(),
  blind: Blind,
  findings: z.array(Finding),
});
export type Findings = z.infer<typeof Findings>;

/** Detection in the live view: a word, not the whole. */
export const DetectionView = z.object({ blind: Blind, findings: z.number().int().min(0) });
export type DetectionView = z.infer<typeof DetectionView>;

export const PlanMaintenance = z.strictObject({
  title: z.string().min(1).max(limits.title).regex(readable, readableText),
  scope: Scope.default({}),
  /** Left out: now. */
  from: At.optional(),
  to: At,
});
export type PlanMaintenance = z.input<typeof PlanMaintenance>;

/** While it lasts nothing is opened for its scope; everything is counted as ever. */
export const Maintenance = z.object({
  id: z.string(),
  title: z.string(),
  scope: Scope,
  from: z.number(),
  to: z.number(),
});
export type Maintenance = z.infer<typeof Maintenance>;

/** How many windows may be planned at a time, how long one may be, ms, and how long it is listed after. */
export const maintenanceLimits = {
  windows: 200,
  longestMs: 31 * 86_400_000,
  listedMs: 7 * 86_400_000,
} as const;

export const detectionRoutes = {
  listFindings: {
    method: 'GET',
    path: '/api/v1/findings',
    permission: 'read',
    summary: 'What does not look right just now, and what was suppressed and why',
    answer: Findings,
    status: 200,
  },
  planMaintenance: {
    method: 'POST',
    path: '/api/v1/maintenance',
    permission: 'manage',
    summary: 'Plan maintenance: nothing is opened for its scope meanwhile, all is counted',
    body: PlanMaintenance,
    answer: Maintenance,
    status: 201,
  },
  listMaintenance: {
    method: 'GET',
    path: '/api/v1/maintenance',
    permission: 'read',
    summary: 'Maintenance that is planned, under way, or over for less than a week',
    answer: z.array(Maintenance),
    status: 200,
  },
  cancelMaintenance: {
    method: 'DELETE',
    path: '/api/v1/maintenance/:id',
    permission: 'manage',
    summary: 'Cancel maintenance, or end it early',
    answer: Maintenance,
    status: 200,
  },
} as const satisfies Record<string, Route>;
