import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import type { SliceName } from '../slices/slice.js';
import { byShelf, endOf, type Grain, type Shelf } from './shelves.js';

export interface SeriesState {
  commit: number;
  /** Of each partition the stream id of the last cells added; '' before the first. */
  positions: string[];
  /** Keys there are, and their bytes. */
  shelves: { shelf: Shelf; bytes: number }[];
  /** The first hour (since the epoch) of each grain before which some were forgotten; 0: none. */
  from: Record<Grain, number>;
}

/** What one commit counted, and its stream id. */
export interface StoredCells {
  id: string;
  packed: Buffer;
}

/** Packed values of hours to write. */
export interface SeriesChange {
  before: SeriesState;
  /** Slices there were, and those that are new. */
  slices: number;
  newSlices: readonly SliceName[];
  positions: readonly string[];
  values: Record<Grain, ReadonlyMap<number, Buffer>>;
}

const letters = { minutes: 'm', hours: 'h' } as const;
const sizeField = ({ grain, number }: Shelf): string => `${letters[grain]}${number}`;

/** Series in Redis: how far they are, their slices, their packed hours. */
export class SeriesStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: WorkspaceKeys,
    private readonly partitions: number,
  ) {}

  async state(): Promise<SeriesState> {
    const found = await this.redis.hgetall(this.keys.seriesState);
    const shelves: SeriesState['shelves'] = [];
    for (const [field, bytes] of Object.entries(found)) {
      const [, letter, number] = /^([mh])(-?\d+)$/.exec(field) ?? [];
      if (!letter) continue;
      const grain = letter === 'm' ? 'minutes' : 'hours';
      shelves.push({ shelf: { grain, number: Number(number) }, bytes: Number(bytes) });
    }
    return {
      commit: Number(found['commit'] ?? 0),
      positions: Array.from({ length: this.partitions }, (_, p) => found[`p${p}`] ?? ''),
      shelves,
      from: { minutes: Number(found['minutesFrom'] ?? 0), hours: Number(found['hoursFrom'] ?? 0) },
    };
  }

  /** All slices by number. */
  async slices(): Promise<SliceName[]> {
    const names = await this.redis.lrange(this.keys.seriesSlices, 0, -1);
    return names.map((name) => {
      const [service, region, channel] = JSON.parse(name) as string[];
      return { service, region, channel };
    });
  }

  /** The next cells of a partition after a stream id. */
  async cells(p: number, after: string, count: number): Promise<StoredCells[]> {
    const start = after === '' ? '-' : `(${after}`;
    const key = this.keys.partition(p).cells;
    const reply = await this.redis.xrangeBuffer(key, start, '+', 'COUNT', count);
    return reply.map(([id, fields]) => ({ id: id.toString(), packed: fields[1] }));
  }

  /** Forgets the cells of a partition up to and with a stream id: they are in the series. */
  async forget(p: number, upTo: string): Promise<void> {
    const [ms, seq] = upTo.split('-');
    await this.redis.xtrim(this.keys.partition(p).cells, 'MINID', `${ms}-${Number(seq) + 1}`);
  }

  private keyOf({ grain, number }: Shelf): string {
    return grain === 'minutes' ? this.keys.seriesMinutes(number) : this.keys.seriesHours(number);
  }

  /** Packed values of hours (whole hours since the epoch); those without any are left out. */
  async read(grain: Grain, hours: Iterable<number>): Promise<Map<number, Buffer>> {
    const found = new Map<number, Buffer>();
    const reads = [...byShelf(grain, hours)].map(async ([number, list]) => {
      const values = await this.redis.hmgetBuffer(
        this.keyOf({ grain, number }),
        ...list.map(String),
      );
      list.forEach((hour, i) => {
        const value = values[i];
        if (value) found.set(hour, value);
      });
    });
    await Promise.all(reads);
    return found;
  }

  /** The earliest hour there is; undefined while there is none. */
  async first({ shelves }: SeriesState, grain: Grain): Promise<number | undefined> {
    const numbers = shelves
      .filter(({ shelf }) => shelf.grain === grain)
      .map(({ shelf }) => shelf.number);
    if (numbers.length === 0) return undefined;
    const hours = await this.redis.hkeys(this.keyOf({ grain, number: Math.min(...numbers) }));
    return hours.length === 0 ? undefined : Math.min(...hours.map(Number));
  }

  /** False: another run was faster, so nothing was written; read again. */
  async commit({ before, slices, newSlices, positions, values }: SeriesChange): Promise<boolean> {
    const moved = positions.flatMap((id, p) => (id === before.positions[p] ? [] : [`p${p}`, id]));
    const shelves = (['minutes', 'hours'] as const).flatMap((grain) =>
      [...byShelf(grain, values[grain].keys())].map(([number, hours]) => ({
        shelf: { grain, number },
        pairs: hours.flatMap((hour) => [hour, values[grain].get(hour)!]),
      })),
    );
    const done = await scripts.seriesCommit.run(
      this.redis,
      [
        this.keys.seriesState,
        this.keys.seriesSlices,
        ...shelves.map(({ shelf }) => this.keyOf(shelf)),
      ],
      [
        before.commit,
        slices,
        newSlices.length,
        ...newSlices.map((s) => JSON.stringify([s.service, s.region, s.channel])),
        moved.length / 2,
        ...moved,
        ...shelves.flatMap(({ shelf, pairs }) => [sizeField(shelf), pairs.length / 2, ...pairs]),
      ],
    );
    return done === 1;
  }

  async drop(shelves: readonly Shelf[]): Promise<void> {
    if (shelves.length === 0) return;
    const keys = shelves.map((shelf) => this.keyOf(shelf));
    const from = (['minutes', 'hours'] as const).map((grain) =>
      Math.max(0, ...shelves.filter((each) => each.grain === grain).map(endOf)),
    );
    await scripts.seriesDrop.run(
      this.redis,
      [this.keys.seriesState, ...keys],
      [...from, ...shelves.map(sizeField)],
    );
  }
}
