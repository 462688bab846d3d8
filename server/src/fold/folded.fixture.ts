import fc from 'fast-check';
import { ImpactCount } from '../impact/impact-count.js';
import type { AcceptedSignal } from '../signals/accepted-signal.js';
import { signal } from '../signals/signals.fixture.js';
import type { SliceName } from '../slices/slice.js';
import { BatchColumns } from '../signals/batch-columns.js';
import { BatchWriter } from '../signals/batch.js';
import { fold, type Effects } from './fold.js';
import { readIndexEntry, type Subject } from './index-entry.js';
import { readRows, type OutcomeCode } from './rows.js';
import { PartitionTables } from './tables.js';

/** A signal with the time its batch was received, epoch ms. */
export interface Received {
  receivedAt: number;
  signal: AcceptedSignal;
}

/** Signals as the fold reads them from the log: packed, and unpacked into columns. */
export const columnsOf = (received: readonly Received[]): BatchColumns => {
  const columns = new BatchColumns();
  for (let i = 0; i < received.length;) {
    const { receivedAt } = received[i];
    const writer = new BatchWriter(receivedAt);
    while (received[i]?.receivedAt === receivedAt) writer.add(received[i++].signal);
    columns.add(writer.pack());
  }
  return columns;
};

/** An entry of the log: its place in it, and its signals. */
export interface Entry {
  id: number;
  signals: Received[];
}

interface Row {
  subject: number;
  slice: number;
  at: number;
  outcome: OutcomeCode;
}

const rowsOf = (bytes: Buffer): Row[] => {
  const rows: Row[] = [];
  if (bytes.length > 0) {
    readRows(bytes).forEach((subject, slice, at, outcome) => {
      rows.push({ subject, slice, at, outcome });
    });
  }
  return rows;
};

/** One partition as its commits have written it, kept in memory, read back from the packed bytes. */
export class FoldedPartition {
  private tables = new PartitionTables('0', 0);
  private cursor = 0;
  private readonly index: Buffer[] = [];
  private readonly failed = new Map<number, Set<number>>();
  readonly subjects: Subject[] = [];
  readonly slices: SliceName[] = [];
  readonly impact: Row[] = [];
  readonly activity: Row[] = [];
  readonly events: unknown[] = [];
  folded = 0;

  /** Folds and commits entries; those at or below the cursor were committed before. */
  commit(entries: Entry[], time = 0): Effects {
    const fresh = entries.filter(({ id }) => id > this.cursor);
    const received = fresh.flatMap((entry) => entry.signals);
    const effects = fold(this.tables, columnsOf(received), time);
    this.tables.commit++;
    this.cursor = Math.max(this.cursor, ...fresh.map(({ id }) => id));
    this.write(effects);
    return effects;
  }

  private write(effects: Effects): void {
    this.folded += effects.folded;
    if (effects.index.length > 0) {
      const entry = readIndexEntry(effects.index);
      this.index.push(effects.index);
      this.subjects.push(...entry.subjects);
      this.slices.push(...entry.slices);
    }
    this.impact.push(...rowsOf(effects.impact));
    this.activity.push(...rowsOf(effects.activity));
    if (effects.events.length > 0) {
      const { events } = JSON.parse(effects.events.toString()) as { events: unknown[] };
      this.events.push(...events);
    }
    const marked = this.failed.get(effects.day) ?? new Set<number>();
    for (const subject of effects.failedBits) marked.add(subject);
    this.failed.set(effects.day, marked);
  }

  /** Another worker takes over: nothing is left but what was committed. */
  restart(): void {
    const tables = new PartitionTables(String(this.cursor), this.tables.commit);
    for (const bytes of this.index) tables.adopt(readIndexEntry(bytes));
    for (const [day, subjects] of this.failed)
      for (const subject of subjects) tables.failedOn(day).add(subject);
    this.tables = tables;
  }

  /** What an incident over everything makes of the rows: its records by who and where. */
  records(): Record<string, object> {
    const count = new ImpactCount(
      { scope: {}, onset: -Infinity, end: null },
      1,
      (_, slice) => this.slices[slice],
      () => 0,
    );
    for (const { subject, slice, at, outcome } of [...this.impact, ...this.activity]) {
      count.add(0, subject, slice, at, outcome);
    }
    const [table] = count.tables;
    return Object.fromEntries(
      Array.from({ length: table.size }, (_, r) => [
        `${JSON.stringify(this.subjects[table.subject[r]])} ${nameOf(this.slices[table.slice[r]])}`,
        table.contents(r),
      ]),
    );
  }

  /** All that a reader can tell, by names: dense numbers depend on the order of arrival. */
  state(): object {
    return {
      folded: this.folded,
      records: this.records(),
      events: this.events.map((event) => JSON.stringify(event)).sort(),
      subjects: this.subjects.map((subject) => JSON.stringify(subject)).sort(),
    };
  }
}

const nameOf = ({ service, region, channel }: SliceName): string =>
  [service, region, channel].join(' / ');

const start = 1_790_000_000_000;

/** A signal of a small town, received within two days, so that people, slices and times meet often. */
export const townSignal: fc.Arbitrary<Received> = fc
  .record({
    kind: fc.constantFrom<AcceptedSignal['kind'][]>(
      'interaction',
      'interaction',
      'rating',
      'health',
    ),
    service: fc.constantFrom('play', 'pay'),
    region: fc.constantFrom('US', 'CA'),
    channel: fc.constantFrom('tv', 'web'),
    user: fc.constantFrom('tom', 'mia', 'lea', 'guest-7'),
    customer: fc.constantFrom('', '', 'miller', 'smith'),
    outcome: fc.constantFrom<AcceptedSignal['outcome'][]>('ok', 'slow', 'failed'),
    latencyMs: fc.constantFrom(-1, 0, 40, 1_000),
    synthetic: fc.boolean(),
    at: fc.integer({ min: 0, max: 30 }),
    late: fc.constantFrom(0, 1_000, 8_000_000, 100_000_000),
  })
  .map(({ at, late, ...rest }) => ({
    receivedAt: start + at * 5_000 + late,
    signal: signal({
      ...rest,
      at: start + at * 5_000,
      ...(rest.kind === 'interaction' ? {} : { outcome: 'ok', latencyMs: -1 }),
      ...(rest.kind === 'health' ? { user: '', customer: '', details: '{"status":"up"}' } : {}),
    }),
  }));
