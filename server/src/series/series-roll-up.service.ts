import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { passFault } from '../operations/faults.process.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { memoryLimitOf } from '../redis/memory.redis.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import { Cells } from './cells.js';
import { readCommitCells } from './commit-cells.js';
import { droppable, kept } from './kept.js';
import { NumberedSlices } from './numbered-slices.js';
import { SeriesStore, type SeriesState } from './series.store.js';
import type { Grain } from './shelves.js';

const minutesAnHour = 60;
/** Commits of one partition in one go. */
const commitsARead = 50;
/** A run gives way after this, ms; what is left wakes it again. */
const budgetMs = 500;
/** What all series may take, bytes, and their share of a limited Redis. */
const mostBytes = 256 * 1_048_576;
const shareOfMemory = 0.1;

/** Adds up what the folds counted: series by the minute for days, and by the hour for a year. */
@Injectable()
export class SeriesRollUp {
  private readonly store: SeriesStore;
  private slices = new NumberedSlices();

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.store = new SeriesStore(redis, keys, env.partitions);
  }

  /** Adds what was committed since. Resolves to true when there is more. */
  async run(): Promise<boolean> {
    const end = performance.now() + budgetMs;
    while (performance.now() < end) if (!(await this.step())) return false;
    return true;
  }

  /** One commit; false when there was nothing to add. */
  private async step(): Promise<boolean> {
    const before = await this.store.state();
    const reads = before.positions.map((after, p) => this.store.cells(p, after, commitsARead));
    const read = await Promise.all(reads);
    if (read.every(({ packed }) => packed.length === 0)) return false;
    await this.learnSlices();
    const known = this.slices.names.length;
    const sums = this.sum(read.flatMap(({ packed }) => packed));
    const change = {
      before,
      slices: known,
      newSlices: this.slices.names.slice(known),
      positions: read.map(({ last }) => last),
      values: {
        minutes: await this.merged('minutes', sums.minutes),
        hours: await this.merged('hours', sums.hours),
      },
    };
    passFault('series:before-commit');
    const done = await this.store.commit(change);
    passFault('series:after-commit');
    // what was met here for the first time may have got another number elsewhere
    if (!done) this.slices = new NumberedSlices();
    else await this.forget(change.positions, before);
    return true;
  }

  private async learnSlices(): Promise<void> {
    this.slices.adopt(await this.store.slices(this.slices.names.length));
  }

  private sum(packed: readonly Buffer[]): Record<Grain, Map<number, Cells>> {
    const sums = { minutes: new Map<number, Cells>(), hours: new Map<number, Cells>() };
    const oldest = Math.floor(this.clock.now() / 3_600_000) - kept.minutes;
    const cellsOf = (grain: Grain, hour: number): Cells => {
      let cells = sums[grain].get(hour);
      if (!cells) sums[grain].set(hour, (cells = new Cells()));
      return cells;
    };
    for (const bytes of packed) {
      readCommitCells(bytes, (name, minute, counter, n) => {
        const slice = this.slices.numberOf(name);
        if (slice < 0) return;
        const hour = Math.floor(minute / minutesAnHour);
        cellsOf('hours', hour).add(slice, counter, n);
        if (hour < oldest) return;
        const cell = slice * minutesAnHour + (minute - hour * minutesAnHour);
        cellsOf('minutes', hour).add(cell, counter, n);
      });
    }
    return sums;
  }

  private async merged(grain: Grain, sums: Map<number, Cells>): Promise<Map<number, Buffer>> {
    const stored = await this.store.read(grain, sums.keys());
    const merged = new Map<number, Buffer>();
    for (const [hour, cells] of sums) {
      cells.addPacked(stored.get(hour) ?? null);
      merged.set(hour, cells.pack());
    }
    return merged;
  }

  /** Where a run was killed before this, the next one forgets the more. */
  private async forget(positions: readonly string[], before: SeriesState): Promise<void> {
    const moved = positions.flatMap((id, p) => (id === before.positions[p] ? [] : [{ id, p }]));
    await Promise.all(moved.map(({ id, p }) => this.store.forget(p, id)));
  }

  /** Forgets what is too old, and keeps the rest within its size. */
  async trim(): Promise<void> {
    const limit = await memoryLimitOf(this.redis);
    const budget = limit === 0 ? mostBytes : Math.min(mostBytes, limit * shareOfMemory);
    await this.store.drop(droppable(await this.store.state(), this.clock.now(), budget));
  }
}
