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
import { SeriesStore, type SeriesState, type StoredCells } from './series.store.js';
import type { Grain } from './shelves.js';

const minutesAnHour = 60;
/** Commits of one partition in one go, and bytes of all partitions': it is all in memory at once. */
const commitsARead = 50;
const bytesARead = 512 * 1_024;
/** A run gives way after this, ms; what is left wakes it again. */
const budgetMs = 500;
/** What all series may take, bytes, and their share of a limited Redis. */
const mostBytes = 256 * 1_048_576;
const shareOfMemory = 0.1;

/** The oldest commits of each partition that are no larger together than this; at least one. */
const within = (found: readonly StoredCells[][], mostBytes: number): StoredCells[][] => {
  const taken = found.map((): StoredCells[] => []);
  let bytes = 0;
  for (let i = 0; i < commitsARead && bytes < mostBytes; i++) {
    for (const [p, cells] of found.entries()) {
      if (i >= cells.length || bytes >= mostBytes) continue;
      taken[p].push(cells[i]);
      bytes += cells[i].packed.length;
    }
  }
  return taken;
};

/** Adds up what the folds counted: series by the minute for days, and by the hour for a year. */
@Injectable()
export class SeriesRollUp {
  private readonly store: SeriesStore;
  private slices = new NumberedSlices();
  /** Which commit the slices were numbered by. */
  private numberedBy = -1;

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.store = new SeriesStore(redis, keys, env.partitions);
  }

  /**
   * Adds what was committed since. Resolves to true when there is more: what comes meanwhile is not,
   * or in steady traffic the hour under way would be written anew without end.
   */
  async run(): Promise<boolean> {
    const end = performance.now() + budgetMs;
    let more = true;
    while (more && performance.now() < end) more = await this.step();
    return more;
  }

  /** One commit; false when it took all there was. */
  private async step(): Promise<boolean> {
    const before = await this.store.state();
    const reads = before.positions.map((after, p) => this.store.cells(p, after, commitsARead));
    const found = await Promise.all(reads);
    const taken = within(found, bytesARead);
    if (taken.every((cells) => cells.length === 0)) return false;
    await this.learnSlices(before);
    const known = this.slices.names.length;
    // until the commit is made, nobody else's numbers are ours
    this.numberedBy = -1;
    const sums = this.sum(taken.flatMap((cells) => cells.map(({ packed }) => packed)));
    const change = {
      before,
      slices: known,
      newSlices: this.slices.names.slice(known),
      positions: taken.map((cells, p) => cells.at(-1)?.id ?? before.positions[p]),
      values: {
        minutes: await this.merged('minutes', sums.minutes),
        hours: await this.merged('hours', sums.hours),
      },
    };
    passFault('series:before-commit');
    const done = await this.store.commit(change);
    passFault('series:after-commit');
    if (!done) return true;
    this.numberedBy = before.commit + 1;
    await this.forget(change.positions, before);
    return found.some(
      (cells, p) => cells.length === commitsARead || cells.length > taken[p].length,
    );
  }

  /** The numbers as of a state: read again when another run, or another Redis, may have given some. */
  private async learnSlices({ commit }: SeriesState): Promise<void> {
    if (this.numberedBy === commit) return;
    this.slices = new NumberedSlices();
    this.slices.adopt(await this.store.slices());
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
      // unpacked, an hour is ten times as large
      sums.delete(hour);
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
