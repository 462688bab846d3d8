import { ByteReader, ByteWriter } from '../packing/bytes.js';

/**
 * Rows of the impact and activity logs: one interaction each, in about 7 bytes, by dense indices.
 * An entry holds the rows of one commit.
 */
export const outcomeCode = { ok: 0, slow: 1, failed: 2 } as const;
export type OutcomeCode = (typeof outcomeCode)[keyof typeof outcomeCode];

const version = 1;

export class RowWriter {
  count = 0;
  private readonly rows = new ByteWriter(4_096);
  private base = 0;
  private newest = -Infinity;

  add(subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    if (this.count === 0) this.base = at;
    this.count++;
    if (at > this.newest) this.newest = at;
    this.rows.varint(subject);
    this.rows.varint(slice * 4 + outcome);
    this.rows.signed(at - this.base);
  }

  /** The packed entry of a commit; empty when there are no rows. */
  pack(commit: number): Buffer {
    if (this.count === 0) return Buffer.alloc(0);
    const head = new ByteWriter(40);
    head.byte(version);
    head.varint(commit);
    head.double(this.base);
    head.double(this.newest);
    head.varint(this.count);
    return Buffer.concat([head.view(), this.rows.view()]);
  }
}

export interface RowEntry {
  /** Number of the commit that wrote it; rises by one a commit. */
  commit: number;
  /** The newest event time among the rows, epoch ms. */
  newest: number;
  count: number;
  forEach: (
    row: (subject: number, slice: number, at: number, outcome: OutcomeCode) => void,
  ) => void;
}

/** Opens a packed entry; rows are decoded only when asked for. */
export const readRows = (bytes: Buffer): RowEntry => {
  const reader = new ByteReader(bytes);
  const found = reader.byte();
  if (found !== version) throw new RangeError(`the rows have version ${found}, not ${version}`);
  const commit = reader.varint();
  const base = reader.double();
  const newest = reader.double();
  const count = reader.count();
  const start = reader.at;
  return {
    commit,
    newest,
    count,
    forEach: (row) => {
      reader.at = start;
      for (let i = 0; i < count; i++) {
        const subject = reader.varint();
        const place = reader.varint();
        row(subject, place >>> 2, base + reader.signed(), (place & 3) as OutcomeCode);
      }
    },
  };
};
