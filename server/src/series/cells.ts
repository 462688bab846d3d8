import { ByteReader, ByteWriter } from '../packing/bytes.js';
import { counters } from './counters.js';

const version = 1;

/** Told of each counter of each cell that is not 0. */
export type OnCount = (cell: number, counter: number, n: number) => void;

/**
 * Counters by cell, where a cell is any whole number below 2^53 that stands for a slice and a time.
 * Packed, a cell takes a byte or two, and two or three bytes for each counter that is not 0.
 */
export class Cells {
  private readonly cells = new Map<number, Uint32Array>();
  private last: Uint32Array | undefined;
  private lastCell = -1;

  get size(): number {
    return this.cells.size;
  }

  add(cell: number, counter: number, n = 1): void {
    let counts = cell === this.lastCell ? this.last : this.cells.get(cell);
    if (!counts) this.cells.set(cell, (counts = new Uint32Array(counters)));
    this.last = counts;
    this.lastCell = cell;
    counts[counter] += n;
  }

  /** The packed cells, in the order of their numbers: the same counts always give the same bytes. */
  pack(): Buffer {
    const writer = new ByteWriter(1_024);
    writer.byte(version);
    let before = 0;
    for (const cell of [...this.cells.keys()].sort((a, b) => a - b)) {
      const counts = this.cells.get(cell)!;
      writer.varint(cell - before);
      before = cell;
      let some = 0;
      for (let c = 0; c < counters; c++) if (counts[c] !== 0) some++;
      writer.varint(some);
      let at = 0;
      for (let c = 0; c < counters; c++) {
        if (counts[c] === 0) continue;
        writer.varint(c - at);
        writer.varint(counts[c]);
        at = c;
      }
    }
    return Buffer.from(writer.view());
  }

  /** Adds packed cells, each to the one that `cellOf` names; −1 leaves it out. */
  addPacked(bytes: Buffer | null, cellOf: (cell: number) => number = (cell) => cell): void {
    let from = -1;
    let to = -1;
    readCells(bytes, (cell, counter, n) => {
      if (cell !== from) [from, to] = [cell, cellOf(cell)];
      if (to >= 0) this.add(to, counter, n);
    });
  }
}

/** Reads what `pack` wrote; nothing for null. Throws RangeError when it is something else. */
export const readCells = (bytes: Buffer | null, visit: OnCount): void => {
  if (bytes === null || bytes.length === 0) return;
  const reader = new ByteReader(bytes);
  const found = reader.byte();
  if (found !== version) throw new RangeError(`the cells have version ${found}, not ${version}`);
  let cell = 0;
  while (!reader.ended) {
    cell += reader.varint();
    let at = 0;
    for (let rest = reader.count(); rest > 0; rest--) {
      at += reader.varint();
      const n = reader.varint();
      // a counter of a later version
      if (at < counters) visit(cell, at, n);
    }
  }
};
