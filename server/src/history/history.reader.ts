import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { internalType } from '../directory/customers.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { noOne } from '../directory/people.js';
import { LogReader } from '../impact/log.reader.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import type { Visits } from '../silent/visits.js';
import { ENV, KEYS, REDIS } from '../tokens.js';
import { hasRolledUp, HistoryStore, type Progress, type StoredHour } from './history.store.js';
import { hourMs, readHour, type OnVisits } from './hour-visits.js';
import { joinHour, leftOut, notMet, type HourPart, type JoinedHour } from './joined-hour.js';
import { inPanel, maxLevel, panelHash, panelShareOf } from './panel.js';
import { visitsBetween } from './window.js';

/** How old what is known of past weeks may be, ms. */
export const settledMs = 5_000;
const pollMs = 50;
/** Hours that nobody asked for go after this, ms. */
const idleMs = 2 * 60_000;
/** Packed visits that are read at once at the most, bytes: of more people a part stands for all. */
const mostBytes = 12 * 1_048_576;

interface CachedHour {
  /** By partition. */
  parts: StoredHour[];
  checkedAt: number;
  usedAt: number;
  joined: JoinedHour | undefined;
  /** What it was joined by; another one makes it stale, and parts that came since leave none. */
  basis: string;
}

const nothing: StoredHour = { bytes: null, revision: '' };

/** Who was there when, as this process knows people now: read from Redis, joined, and remembered. */
@Injectable()
export class HistoryReader {
  private readonly stores: HistoryStore[];
  private readonly hours = new Map<number, CachedHour>();
  private levelKept = 0;
  private levelRead = 0;
  private extentAt = -Infinity;
  private epoch = 0;
  /** The first time of which anything is known, epoch ms; Infinity: nothing is. */
  since = Infinity;

  constructor(
    @Inject(REDIS) redis: RedisClient,
    @Inject(KEYS) keys: WorkspaceKeys,
    @Inject(ENV) env: Env,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
  ) {
    this.stores = Array.from(
      { length: env.partitions },
      (_, p) => new HistoryStore(redis, keys.partition(p)),
    );
  }

  private get level(): number {
    return Math.max(this.levelKept, this.levelRead);
  }

  /** Share of all people whose visits are in what is read, (0, 1]. */
  get panelShare(): number {
    return panelShareOf(this.level);
  }

  /**
   * Waits until what is in the logs now has been rolled up, at most `patienceMs`; false when it has not.
   * @param wake asks for a roll-up
   */
  async untilRolledUp(patienceMs: number, wake: () => void): Promise<boolean> {
    const progress = (): Promise<Progress[]> =>
      Promise.all(this.stores.map((store) => store.progress()));
    const before = await progress();
    const deadline = performance.now() + patienceMs;
    for (let now = before; ; now = await progress()) {
      if (before.every((each, p) => hasRolledUp(each, now[p]))) return true;
      if (performance.now() > deadline) return false;
      wake();
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  /** Packed visits of hours, partition by partition, as they are in Redis; not kept. */
  async *packed(
    hours: readonly number[],
  ): AsyncGenerator<{ p: number; hour: number } & StoredHour> {
    for (const [p, store] of this.stores.entries())
      for (const [hour, stored] of await store.hours(hours)) yield { p, hour, ...stored };
  }

  /**
   * Brings hours up to date, so that `hour` and `visits` know them. Call after the logs were read.
   * @param maxAgeMs how old what is known of them may be
   */
  async load(wanted: readonly number[], maxAgeMs: number): Promise<void> {
    if (this.epoch !== this.reader.epoch) this.hours.clear();
    this.epoch = this.reader.epoch;
    await this.loadExtent();
    const at = performance.now();
    const stale: number[] = [];
    let bytes = 0;
    for (const hour of wanted) {
      let cached = this.hours.get(hour);
      if (!cached) {
        const parts = this.stores.map(() => nothing);
        cached = { parts, checkedAt: -Infinity, usedAt: at, joined: undefined, basis: '' };
        this.hours.set(hour, cached);
      }
      cached.usedAt = at;
      if (at - cached.checkedAt >= maxAgeMs) stale.push(hour);
    }
    await Promise.all(this.stores.map((store, p) => this.loadPart(store, p, stale)));
    for (const hour of stale) {
      const cached = this.hours.get(hour);
      if (cached) cached.checkedAt = at;
    }
    for (const hour of wanted)
      for (const part of this.hours.get(hour)?.parts ?? []) bytes += part.bytes?.length ?? 0;
    while (bytes / 2 ** this.levelRead > mostBytes && this.levelRead < maxLevel) this.levelRead++;
    for (const [hour, { usedAt }] of this.hours) if (at - usedAt > idleMs) this.hours.delete(hour);
  }

  private async loadPart(store: HistoryStore, p: number, hours: readonly number[]): Promise<void> {
    const revisions = await store.revisions(hours);
    const changed = hours.filter(
      (hour) => this.hours.get(hour)?.parts[p].revision !== revisions.get(hour),
    );
    if (changed.length === 0) return;
    for (const [hour, stored] of await store.hours(changed)) {
      const cached = this.hours.get(hour);
      if (!cached) continue;
      cached.parts[p] = stored;
      cached.basis = '';
    }
  }

  /** How far back the history goes, and whose visits are kept. */
  private async loadExtent(): Promise<void> {
    if (performance.now() - this.extentAt < settledMs && this.since < Infinity) return;
    const states = await Promise.all(this.stores.map((store) => store.state()));
    this.levelKept = Math.max(0, ...states.map(({ level }) => level));
    const first = Math.min(...states.flatMap(({ days }) => [...days.keys()]));
    const hours = Number.isFinite(first)
      ? await Promise.all(this.stores.map((store) => store.hoursOfDay(first)))
      : [];
    this.since = Math.min(Infinity, ...hours.flat()) * hourMs;
    this.extentAt = performance.now();
  }

  /** False when the logs began anew since these hours were loaded, or they never were. */
  knows(hours: readonly number[]): boolean {
    return this.epoch === this.reader.epoch && hours.every((hour) => this.hours.has(hour));
  }

  /** An hour's visits, good until it is asked for again; those of an hour that was not loaded are none. */
  hour(hour: number): JoinedHour {
    const cached = this.hours.get(hour);
    if (!cached) return joinHour([], () => false);
    const { people } = this.directory;
    const basis = [this.reader.epoch, people.statements, this.level].join();
    if (cached.joined?.whole && cached.basis === basis) return cached.joined;
    const parts = cached.parts.map(({ bytes }, p) => this.part(p, bytes, hour * hourMs));
    const hasSeveral = (user: number): boolean => people.hasSeveralSubjects(user);
    cached.joined = joinHour(parts, hasSeveral, cached.joined);
    cached.basis = basis;
    return cached.joined;
  }

  /**
   * Tells of each user and slice of an hour in which steps something was ok, was slow, and failed; a user of
   * several identities may come several times. False when somebody in it is not known to this process yet.
   */
  eachVisit(hour: number, visit: OnVisits): boolean {
    let whole = true;
    (this.hours.get(hour)?.parts ?? []).forEach(({ bytes }, p) => {
      const { userOf, sliceOf } = this.part(p, bytes, hour * hourMs);
      readHour(bytes, (subject, slice, ...masks) => {
        const user = userOf(subject);
        if (user === notMet) whole = false;
        if (user >= 0) visit(user, sliceOf(slice), ...masks);
      });
    });
    return whole;
  }

  private part(p: number, bytes: Buffer | null, at: number): HourPart {
    const { people } = this.directory;
    const { level, reader } = this;
    const userOf = (subject: number): number => {
      const identity = reader.identity(p, subject);
      if (identity === noOne) return leftOut;
      if (identity < 0) return notMet;
      if (level > 0 && !inPanel(panelHash(people.textOf(identity)), level)) return leftOut;
      const customer = people.customerAt(identity, reader.named(p, subject), at);
      const own = customer >= 0 && people.customers.typeAt(customer, at) === internalType;
      return own ? leftOut : people.userOf(identity);
    };
    return { bytes, userOf, sliceOf: (slice) => reader.sliceNumberOf(p, slice) };
  }

  /** The visits between two times that lie on steps (epoch ms); their hours have to be loaded. */
  visits(from: number, to: number): Visits {
    return visitsBetween(from, to, (hour) => this.hour(hour));
  }
}
