import type { Scored } from '@rollcall/shared';
import type { OutcomeCode } from '../fold/rows.js';
import { wilson } from './interval.js';

/** Attempts are counted in steps of this length, ms. */
export const attemptStepMs = 300_000;
const outcomes = 3;

export const nothingScored: Scored = { value: null, low: null, high: null, n: 0 };

/**
 * Attempts of the last hour by outcome, slice, partition and step: what Apdex is made of. A retry counts here,
 * as Apdex says; the index is there because of that. Bounded by 13 steps; 12 bytes for each slice in each.
 */
export class Attempts {
  private readonly steps = new Map<number, Uint32Array[]>();
  private last: Uint32Array[] | undefined;
  private lastStep = Number.NaN;

  constructor(private readonly partitions: number) {}

  /** @param slice its number over all partitions */
  add(p: number, slice: number, at: number, outcome: OutcomeCode): void {
    const step = Math.floor(at / attemptStepMs);
    let counts = step === this.lastStep ? this.last : this.steps.get(step);
    if (!counts) {
      counts = Array.from({ length: this.partitions }, () => new Uint32Array(64 * outcomes));
      this.steps.set(step, counts);
    }
    this.last = counts;
    this.lastStep = step;
    const place = slice * outcomes + outcome;
    if (place >= counts[p].length) {
      const larger = new Uint32Array(Math.max(place + 1, counts[p].length * 2));
      larger.set(counts[p]);
      counts[p] = larger;
    }
    counts[p][place]++;
  }

  /** Forgets the steps that were over at a time. */
  clear(oldest: number): void {
    this.last = undefined;
    this.lastStep = Number.NaN;
    for (const step of this.steps.keys())
      if ((step + 1) * attemptStepMs <= oldest) this.steps.delete(step);
  }

  /**
   * Apdex over slices: (ok + slow / 2) / all, 0 to 1. The interval is clustered by partition, which people are
   * dealt into at random: one person's attempts lie in one.
   */
  apdex(counts: (slice: number) => boolean): Scored {
    const good = new Float64Array(this.partitions);
    const all = new Float64Array(this.partitions);
    for (const byPartition of this.steps.values())
      byPartition.forEach((cells, p) => {
        for (let at = 0; at < cells.length; at += outcomes) {
          const total = cells[at] + cells[at + 1] + cells[at + 2];
          if (total === 0 || !counts(at / outcomes)) continue;
          good[p] += cells[at] + cells[at + 1] / 2;
          all[p] += total;
        }
      });
    const sum = (list: Float64Array): number => list.reduce((a, b) => a + b, 0);
    const [n, mean] = [sum(all), sum(good) / sum(all)];
    if (n === 0) return nothingScored;
    const clusters = all.filter((each) => each > 0).length;
    if (clusters < 2) return { value: mean, low: null, high: null, n };
    let squares = 0;
    for (let p = 0; p < this.partitions; p++) squares += (good[p] - mean * all[p]) ** 2;
    const variance = ((clusters / (clusters - 1)) * squares + mean * (1 - mean)) / (n * n);
    const [low, high] = wilson({ n, mean, variance });
    return { value: mean, low, high, n };
  }
}
