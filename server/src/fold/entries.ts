import type { BatchColumns } from '../signals/batch-columns.js';

/** One entry of the raw log: its stream id and the packed batches stored under it. */
export interface LogEntry {
  id: string;
  batches: Buffer[];
}

/** A batch that goes to the dead letters. */
export interface DeadLetter {
  reason: string;
  entry: string;
  bytes: Buffer;
}

/** Reads entries' signals, in order, into columns; returns the batches whose bytes are no batch. */
export const unpackEntries = (entries: readonly LogEntry[], into: BatchColumns): DeadLetter[] => {
  const dead: DeadLetter[] = [];
  for (const entry of entries) {
    if (entry.batches.length === 0) {
      dead.push({ reason: 'the entry holds no batch', entry: entry.id, bytes: Buffer.alloc(0) });
    }
    for (const bytes of entry.batches) {
      try {
        into.add(bytes);
      } catch (error) {
        const reason = `the batch cannot be unpacked: ${(error as Error).message}`;
        dead.push({ reason, entry: entry.id, bytes });
      }
    }
  }
  return dead;
};

/** Reads the reply of XRANGE on the raw log; fields other than `b` are not ours and are passed over. */
export const entriesOf = (reply: [Buffer, Buffer[]][]): LogEntry[] =>
  reply.map(([id, fields]) => ({
    id: id.toString(),
    batches: fields.filter((_, i) => i % 2 === 1 && fields[i - 1].toString() === 'b'),
  }));
