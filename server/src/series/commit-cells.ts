import type { RatingScale } from '@rollcall/shared';
import { ByteReader, ByteWriter } from '../packing/bytes.js';
import type { SliceName } from '../slices/slice.js';
import { Cells, readCells } from './cells.js';
import { counter, latencyCounter, ratingCounter, sentimentSteps } from './counters.js';

export const minuteMs = 60_000;

/** Slices that one commit tells apart at the most; it has some thousand signals. */
const mostSlices = 65_536;
const version = 1;

/**
 * What one commit counts by slice and minute, with the names of its slices, so that whoever adds it up
 * needs to know nothing else.
 */
export class CommitCells {
  private readonly cells = new Cells();
  private readonly names = new ByteWriter(256);
  private slices = 0;
  private readonly known = new Map<number | string, number>();

  private add(slice: number, at: number, counted: number, n = 1): void {
    this.cells.add(Math.floor(at / minuteMs) * mostSlices + slice, counted, n);
  }

  /**
   * @param slice its number, whose packed name `spell` writes when it is met first
   * @param outcome place in `outcomes`
   * @param latencyMs −1: none was given
   */
  interaction(
    slice: number,
    spell: (slice: number, into: ByteWriter) => void,
    at: number,
    outcome: number,
    latencyMs: number,
  ): void {
    let local = this.known.get(slice);
    if (local === undefined) {
      this.known.set(slice, (local = this.slices++));
      spell(slice, this.names);
    }
    this.add(local, at, outcome);
    if (latencyMs >= 0) this.add(local, at, latencyCounter(latencyMs));
  }

  rating(name: SliceName, at: number, scale: RatingScale, score: number): void {
    const counted = ratingCounter(scale, score);
    if (counted >= 0) this.add(this.localOf(name), at, counted);
  }

  contact(name: SliceName, at: number, sentiment: number | undefined): void {
    const local = this.localOf(name);
    this.add(local, at, counter.contacts);
    if (sentiment === undefined) return;
    this.add(local, at, counter.sentiments);
    this.add(local, at, counter.sentimentSum, sentimentSteps(sentiment));
  }

  private localOf({ service, region, channel }: SliceName): number {
    const key = JSON.stringify([service, region, channel]);
    let local = this.known.get(key);
    if (local === undefined) {
      this.known.set(key, (local = this.slices++));
      for (const part of [service, region, channel]) this.names.string(part);
    }
    return local;
  }

  /** Empty when nothing was counted. */
  pack(): Buffer {
    if (this.cells.size === 0) return Buffer.alloc(0);
    const writer = new ByteWriter(this.names.length + 1_024);
    writer.byte(version);
    writer.varint(this.slices);
    writer.bytes(this.names.view());
    writer.bytes(this.cells.pack());
    return Buffer.from(writer.view());
  }
}

/** Told of each counter of a slice and a minute (whole minutes since the epoch). */
export type OnMinute = (slice: SliceName, minute: number, counter: number, n: number) => void;

/** Reads what `pack` wrote. */
export const readCommitCells = (bytes: Buffer, visit: OnMinute): void => {
  const reader = new ByteReader(bytes);
  const found = reader.byte();
  if (found !== version) throw new RangeError(`a commit's cells have version ${found}`);
  const slices = Array.from({ length: reader.count() }, () => ({
    service: reader.string(),
    region: reader.string(),
    channel: reader.string(),
  }));
  readCells(bytes.subarray(reader.at), (cell, counted, n) => {
    const slice = cell % mostSlices;
    visit(slices[slice], (cell - slice) / mostSlices, counted, n);
  });
};
