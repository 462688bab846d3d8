import type { Rejection } from '@rollcall/shared';
import { outcomes } from '@rollcall/shared';
import { futureToleranceMs } from '../clock/time.js';
import { RequestFacts } from '../sources/request-facts.js';
import { BatchWriter } from './batch.js';
import { parseLine, type ParsedBody } from './body.js';
import { partitionOf, partitionOfHash } from './partition.js';
import { SignalScan, service, user } from './scan.js';
import { isRefusal, outcomeOfLatency, validateSignal, type ValidationContext } from './validate.js';

/** Signals in one packed batch at the most: a commit of the fold takes whole entries. */
const signalsABatch = 2_000;
const unused = -1;

/** Signals as they come: already read, or one a line. */
export type SignalsBody = ParsedBody | { lines: Buffer };

/** Signals of one request for one partition, packed. */
export interface Part {
  partition: number;
  /** Place among this request's batches of the same partition. */
  sequence: number;
  signals: number;
  bytes: Buffer;
}

export interface Split {
  parts: Part[];
  accepted: number;
  /** By their place in the request. */
  rejected: Rejection[];
  /** What they tell of their sender. */
  facts: RequestFacts;
}

const empty = (now: number): Split => ({
  parts: [],
  accepted: 0,
  rejected: [],
  facts: new RequestFacts(now),
});

/**
 * Checks a request's signals and packs them by partition. It is pure but for its writers, which it
 * keeps from one request to the next, so that none has to be made.
 */
export class Splitter {
  private readonly scan = new SignalScan();
  private readonly writers: BatchWriter[];
  private readonly sequences: number[];
  /** Partitions that the present request has signals for. */
  private readonly used: number[] = [];
  private split = empty(0);

  constructor(private readonly partitions: number) {
    this.writers = Array.from({ length: partitions }, () => new BatchWriter());
    this.sequences = this.writers.map(() => 0);
  }

  /** Splits one request; how it does so depends on its signals and the context alone. */
  run(body: SignalsBody, context: ValidationContext): Split {
    this.split = empty(context.now);
    this.sequences.fill(unused);
    this.used.length = 0;
    if ('lines' in body) this.takeLines(body.lines, context);
    else {
      this.split.rejected.push(...body.broken);
      for (const { index, value } of body.values) this.take(index, value, context);
    }
    for (const partition of this.used) this.close(partition);
    this.split.rejected.sort((a, b) => a.index - b.index);
    return this.split;
  }

  private take(index: number, value: unknown, context: ValidationContext): void {
    const checked = validateSignal(value, context);
    if (isRefusal(checked)) {
      this.split.rejected.push({ index, ...checked });
      return;
    }
    const partition = partitionOf(checked.user || checked.service, this.partitions);
    this.split.facts.take(checked);
    this.room(partition, context).add(checked);
  }

  private takeLines(bytes: Buffer, context: ValidationContext): void {
    const { scan } = this;
    const end = bytes.length;
    const [newest, oldest] = [context.now + futureToleranceMs, context.now - context.retentionMs];
    let index = 0;
    for (let at = 0; at < end; index++) {
      const next = scan.line(bytes, at, end);
      if (next >= 0 && scan.at <= newest && scan.at >= oldest) {
        const partition = partitionOfHash(scan.hashes[user], this.partitions);
        const outcome = scan.outcome < 0 ? this.outcomeOf(bytes, context) : scan.outcome;
        this.split.facts.takeScanned(bytes, scan);
        this.room(partition, context).addScanned(bytes, scan, outcome);
        at = next;
        continue;
      }
      const newline = bytes.indexOf(0x0a, at);
      const ends = newline < 0 ? end : newline;
      const line = parseLine(bytes.toString('utf8', at, ends), index);
      if (line && 'value' in line) this.take(index, line.value, context);
      else if (line) this.split.rejected.push(line);
      at = ends + 1;
    }
  }

  private outcomeOf(bytes: Buffer, context: ValidationContext): number {
    const { starts, ends, latencyMs } = this.scan;
    const target = context.latencyTargetOf(
      bytes.toString('latin1', starts[service], ends[service]),
    );
    return outcomes.indexOf(outcomeOfLatency(latencyMs, target));
  }

  /** The partition's writer, with room for one more. */
  private room(partition: number, context: ValidationContext): BatchWriter {
    this.split.accepted++;
    const writer = this.writers[partition];
    if (this.sequences[partition] === unused) {
      this.sequences[partition] = 0;
      this.used.push(partition);
      writer.begin(context.now);
    } else if (writer.count >= signalsABatch) {
      this.close(partition);
      writer.begin(context.now);
    }
    return writer;
  }

  private close(partition: number): void {
    const writer = this.writers[partition];
    const sequence = this.sequences[partition]++;
    const signals = writer.count;
    this.split.parts.push({ partition, sequence, signals, bytes: writer.pack() });
  }
}
