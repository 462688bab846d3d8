import type { Door } from '@rollcall/shared';
import { bucketOf } from './histogram.js';
import type { SourceReport } from './report.js';
import { dayMs, maxSampledSlices, nameOfSlice } from './sampled-slices.js';

/** Sources the register knows at the most; the one not heard of for longest makes room. */
export const maxSources = 1_000;
/** Reasons kept of one source; more are counted as `other`. */
const maxReasons = 25;
const longestName = 100;
const longestText = 300;

/** What one source did since the last flush. */
export interface SourceSum {
  door: Door;
  name: string;
  accepted: number;
  interactions: number;
  identified: number;
  dropped: Map<string, number>;
  examples: Map<string, string>;
  /** Histogram of lag: `bucketOf` → samples. */
  lag: Map<number, number>;
  /** The skew that is furthest off, ms. */
  skewMs: number | undefined;
  /** The smallest. */
  sampling: number | undefined;
  /** Day → slice by its name → the smallest sampling. */
  sampled: Map<number, Map<string, number>>;
  error: { at: number; message: string; remedy: string | null } | undefined;
}

/** A name of plain letters, as nearly all are; asked at each request. */
const plainName = /^[!-~](?:[ -~]{0,98}[!-~])?$/;

const readableName = (name: string): string => {
  if (plainName.test(name)) return name;
  const text = name.replace(/\p{Cc}/gu, ' ').trim();
  return Array.from(text).slice(0, longestName).join('') || '(unnamed)';
};

export const sourceId = (door: Door, name: string): string => `${door}:${name}`;

const put = <K>(map: Map<K, number>, key: K, n: number): void => {
  map.set(key, (map.get(key) ?? 0) + n);
};

/** A day's smallest of each slice; no more of them than the register keeps. */
const putSampled = (
  days: SourceSum['sampled'],
  day: number,
  slice: string,
  sampling: number,
): void => {
  const slices = days.get(day) ?? new Map<string, number>();
  if (days.size < 60) days.set(day, slices);
  const known = slices.get(slice);
  if (known === undefined && slices.size >= maxSampledSlices) return;
  slices.set(slice, Math.min(known ?? 1, sampling));
};

/** Sums up reports, so that Redis hears of a source once a second, however much it sends. */
export class SourceSums {
  private sums = new Map<string, SourceSum>();

  get size(): number {
    return this.sums.size;
  }

  /** @param now wall clock, epoch ms */
  add(report: SourceReport, now: number): void {
    const sum = this.of(report.door, readableName(report.name));
    const identified = report.identified ?? 0;
    sum.accepted += report.accepted ?? 0;
    sum.identified += identified;
    sum.interactions += identified + (report.sessionsOnly ?? 0) + (report.nobody ?? 0);
    for (const [reason, n] of Object.entries(report.dropped ?? {})) {
      const full = sum.dropped.size >= maxReasons && !sum.dropped.has(reason);
      if (n > 0) put(sum.dropped, full ? 'other' : reason, n);
    }
    for (const [reason, example] of Object.entries(report.examples ?? {})) {
      if (sum.dropped.has(reason)) sum.examples.set(reason, example.slice(0, longestText));
    }
    for (const ms of report.lagMs ?? []) put(sum.lag, bucketOf(Math.max(0, ms)), 1);
    const { skewMs, sampling, error } = report;
    if (skewMs !== undefined && Math.abs(skewMs) >= Math.abs(sum.skewMs ?? 0)) sum.skewMs = skewMs;
    if (sampling !== undefined) sum.sampling = Math.min(sum.sampling ?? 1, sampling);
    for (const each of report.sampled ?? []) {
      const { slice, at } = each;
      putSampled(sum.sampled, Math.floor(at / dayMs), nameOfSlice(slice), each.sampling);
    }
    if (error) {
      const { message, remedy } = error;
      sum.error = { at: now, message: message.slice(0, longestText), remedy: remedy ?? null };
    }
  }

  private of(door: Door, name: string): SourceSum {
    const id = sourceId(door, name);
    const known = this.sums.get(id);
    if (known) return known;
    const rest = '(others)';
    if (this.sums.size >= maxSources && name !== rest) return this.of(door, rest);
    const made: SourceSum = {
      door,
      name,
      accepted: 0,
      interactions: 0,
      identified: 0,
      dropped: new Map(),
      examples: new Map(),
      lag: new Map(),
      skewMs: undefined,
      sampling: undefined,
      sampled: new Map(),
      error: undefined,
    };
    this.sums.set(id, made);
    return made;
  }

  /** All sums, to be written; begins anew. */
  take(): SourceSum[] {
    const taken = [...this.sums.values()];
    this.sums = new Map();
    return taken;
  }

  /** Takes back what could not be written. */
  restore(sums: readonly SourceSum[]): void {
    for (const from of sums) {
      const into = this.of(from.door, from.name);
      into.accepted += from.accepted;
      into.interactions += from.interactions;
      into.identified += from.identified;
      for (const [reason, n] of from.dropped) put(into.dropped, reason, n);
      for (const [bucket, n] of from.lag) put(into.lag, bucket, n);
      for (const [reason, text] of from.examples) {
        if (!into.examples.has(reason)) into.examples.set(reason, text);
      }
      for (const [day, slices] of from.sampled) {
        for (const [slice, sampling] of slices) putSampled(into.sampled, day, slice, sampling);
      }
      into.skewMs ??= from.skewMs;
      into.error ??= from.error;
      if (from.sampling !== undefined) into.sampling = Math.min(into.sampling ?? 1, from.sampling);
    }
  }
}
