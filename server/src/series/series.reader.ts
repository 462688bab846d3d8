import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import type { SliceName } from '../slices/slice.js';
import { CLOCK, ENV, KEYS, REDIS } from '../tokens.js';
import { readCells } from './cells.js';
import { kept as keptHours } from './kept.js';
import { SeriesStore, type SeriesState } from './series.store.js';
import type { Grain } from './shelves.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Told of each counter (see counters.ts) of a slice in a minute or an hour, which starts at `at`. */
export type OnSeries = (slice: SliceName, at: number, counter: number, n: number) => void;

/** Series as they are in Redis, within about a second of what was counted. */
@Injectable()
export class SeriesReader {
  private readonly store: SeriesStore;

  constructor(
    @Inject(REDIS) redis: RedisClient,
    @Inject(KEYS) keys: WorkspaceKeys,
    @Inject(ENV) env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.store = new SeriesStore(redis, keys, env.partitions);
  }

  state(): Promise<SeriesState> {
    return this.store.state();
  }

  /** Slices by their number: read each time, because a Redis may have begun anew. */
  names(): Promise<readonly SliceName[]> {
    return this.store.slices();
  }

  /** From when on a grain is kept, epoch ms; undefined: there is nothing. */
  async since(state: SeriesState, grain: Grain): Promise<number | undefined> {
    const hour = await this.store.first(state, grain);
    return hour === undefined ? undefined : hour * hourMs;
  }

  /** From when on minutes tell all there is, epoch ms; what comes later than they are kept is not in them. */
  minutesReach({ from }: SeriesState): number {
    const kept = Math.floor(this.clock.now() / hourMs) - keptHours.minutes;
    return Math.max(from.minutes, kept) * hourMs;
  }

  /** Packed values of the hours that touch [from, to), epoch ms. */
  packed(grain: Grain, from: number, to: number): Promise<Map<number, Buffer>> {
    const first = Math.floor(from / hourMs);
    const hours = Array.from({ length: Math.ceil(to / hourMs) - first }, (_, i) => first + i);
    return this.store.read(grain, hours);
  }

  /** Every counter of every slice by minute or hour, in [from, to), epoch ms. */
  async each(grain: Grain, from: number, to: number, visit: OnSeries): Promise<void> {
    const packed = await this.packed(grain, from, to);
    const names = await this.names();
    for (const [hour, bytes] of packed) {
      readCells(bytes, (cell, counter, n) => {
        const minute = grain === 'minutes' ? cell % 60 : 0;
        const slice = names[grain === 'minutes' ? (cell - minute) / 60 : cell];
        const at = hour * hourMs + minute * minuteMs;
        if (at >= from && at < to) visit(slice, at, counter, n);
      });
    }
  }
}
