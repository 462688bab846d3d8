import { ByteReader, ByteWriter } from '../packing/bytes.js';

/** Length of a counting interval, ms. */
export const bucketMs = 10_000;

/** Cells are kept for what the live views look back on; ms before the signal was received. */
export const cellReachMs = 2 * 3_600_000;

/** The interval an event time lies in: its start, epoch ms. */
export const bucketOf = (at: number): number => Math.floor(at / bucketMs) * bucketMs;

/**
 * What people tried in one slice during one interval. Sums only, so that cells of several partitions
 * or intervals merge by adding.
 */
export interface Cell {
  ok: number;
  slow: number;
  failed: number;
  /** Synthetic interactions, counted apart from all others. */
  synthetic: number;
  /** Latency histogram: bucket index → interactions; see `latencyBucketOf`. */
  latency: Map<number, number>;
}

const counts = ['ok', 'slow', 'failed', 'synthetic'] as const;

export const emptyCell = (): Cell => ({
  ok: 0,
  slow: 0,
  failed: 0,
  synthetic: 0,
  latency: new Map(),
});

/**
 * Histogram with buckets that grow by a constant factor, so that any quantile is right within 5 %
 * and histograms add up (DDSketch: Masson, Rim, Lee, VLDB 2019; gamma = (1 + a) / (1 − a), a = 0.05).
 */
const logGamma = Math.log(1.05 / 0.95);

export const latencyBucketOf = (latencyMs: number): number =>
  latencyMs < 1 ? 0 : 1 + Math.ceil(Math.log(latencyMs) / logGamma);

/** A latency in ms that stands for a histogram bucket. */
export const latencyOfBucket = (bucket: number): number =>
  bucket === 0 ? 0 : (2 * Math.exp((bucket - 1) * logGamma)) / (1 + Math.exp(logGamma));

export const addLatency = (cell: Cell, latencyMs: number): void => {
  const bucket = latencyBucketOf(latencyMs);
  cell.latency.set(bucket, (cell.latency.get(bucket) ?? 0) + 1);
};

/** Adds `from` to `into`. */
export const mergeCell = (into: Cell, from: Cell): void => {
  for (const name of counts) into[name] += from[name];
  for (const [bucket, n] of from.latency) {
    into.latency.set(bucket, (into.latency.get(bucket) ?? 0) + n);
  }
};

/** Latency in ms that a share q of the interactions stayed within; undefined without any. */
export const latencyQuantile = (cell: Cell, q: number): number | undefined => {
  const buckets = [...cell.latency].sort((a, b) => a[0] - b[0]);
  const total = buckets.reduce((sum, [, n]) => sum + n, 0);
  let rank = Math.ceil(q * total);
  for (const [bucket, n] of buckets) {
    rank -= n;
    if (rank <= 0) return latencyOfBucket(bucket);
  }
  return undefined;
};

/** A cell in some 10 to 40 bytes; the same cell always packs to the same bytes. */
export const packCell = (cell: Cell): Buffer => {
  const writer = new ByteWriter(64);
  for (const name of counts) writer.varint(cell[name]);
  for (const [bucket, n] of [...cell.latency].sort((a, b) => a[0] - b[0])) {
    writer.varint(bucket);
    writer.varint(n);
  }
  return Buffer.from(writer.view());
};

export const unpackCell = (bytes: Buffer): Cell => {
  const reader = new ByteReader(bytes);
  const cell = emptyCell();
  for (const name of counts) cell[name] = reader.varint();
  while (!reader.ended) cell.latency.set(reader.varint(), reader.varint());
  return cell;
};
