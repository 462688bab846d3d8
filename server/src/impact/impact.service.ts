import { Inject, Injectable } from '@nestjs/common';
import {
  type Affected,
  type Impact,
  type ImpactFilter,
  type Incident,
  type IncidentView,
} from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { ServicesReader } from '../services/services.reader.js';
import { SamplingReader } from '../sources/sampling.reader.js';
import { CLOCK, ENV } from '../tokens.js';
import { ImpactCount } from './impact-count.js';
import { windowName, type LiveCount } from './live-count.js';
import { noLoss } from '../lost/answer-lost.js';
import { LogReader } from './log.reader.js';
import type { AffectedRows } from './affected-rows.js';
import { RememberedTallies } from './remembered-tallies.js';
import { RememberedRows } from './remembered-rows.js';
import type { TallyContext } from './tally-context.js';
import { tally, type AffectedVisit } from './tally.js';

/** Counts of ended incidents that nobody asked for go after this time, ms. */
const idleMs = 15 * 60_000;
/** A count is not built anew sooner than this after the last time, ms. */
const rebuildAfterMs = 1_000;

interface Slot {
  serving: LiveCount;
  /** Built beside the one that serves, and swapped in when it has caught up. */
  next: LiveCount | undefined;
  turnsSeen: number;
  epoch: number;
  builtAt: number;
}

type Peaks = { users: number; customers: number };

/** The counts of incidents in this process: built from the logs, followed live, asked under filters. */
@Injectable()
export class ImpactService {
  private readonly slots = new Map<string, Slot>();
  private readonly tallies = new RememberedTallies();
  private readonly rows = new RememberedRows();

  constructor(
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(ServicesReader) private readonly services: ServicesReader,
    @Inject(SamplingReader) private readonly sampling: SamplingReader,
    @Inject(ENV) private readonly env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Makes sure that an incident is being counted over its present window. Call after a refresh.
   * @param asked someone waits for it: then a directory change is recounted without delay
   */
  follow(incident: Incident, asked = false): LiveCount {
    const now = this.clock.now();
    const window = windowName(incident);
    let slot = this.slots.get(incident.id);
    if (!slot) {
      slot = { serving: this.start(incident), next: undefined, ...this.stamp(now) };
      this.slots.set(incident.id, slot);
    } else {
      this.swapWhenDone(slot);
      const newest = slot.next ?? slot.serving;
      const moved = newest.window !== window || slot.epoch !== this.reader.epoch;
      if (moved || (this.turned(slot, newest) && (asked || now - slot.builtAt > rebuildAfterMs))) {
        if (slot.next) this.drop(slot.next);
        slot.next = this.start(incident);
        Object.assign(slot, this.stamp(now));
      }
      this.swapWhenDone(slot);
    }
    slot.serving.usedAt = now;
    return slot.serving;
  }

  private stamp(now: number): { turnsSeen: number; epoch: number; builtAt: number } {
    return {
      turnsSeen: this.directory.people.turns.length,
      epoch: this.reader.epoch,
      builtAt: now,
    };
  }

  /** True when a customer changed within the time counted, so that records must be told apart. */
  private turned(slot: Slot, live: LiveCount): boolean {
    const { turns } = this.directory.people;
    const { onset } = live.count.window;
    for (let i = slot.turnsSeen; i < turns.length; i++) {
      if (turns[i] >= onset && turns[i] <= live.count.newest) return true;
    }
    slot.turnsSeen = turns.length;
    return false;
  }

  private swapWhenDone(slot: Slot): void {
    if (!slot.next?.done) return;
    this.drop(slot.serving);
    slot.serving = slot.next;
    slot.next = undefined;
  }

  private drop(live: LiveCount): void {
    live.dropped = true;
    this.reader.unfollow(live.count);
  }

  private start(incident: Incident): LiveCount {
    const { people } = this.directory;
    const count = new ImpactCount(
      { scope: incident.scope, onset: incident.onset, end: incident.resolvedAt },
      this.env.partitions,
      (p, slice) => this.reader.slice(p, slice),
      (p, subject, at) => {
        if (people.turns.length === 0) return 0;
        const identity = this.reader.identity(p, subject);
        return people.epochAt(identity, this.reader.named(p, subject), at);
      },
    );
    const live: LiveCount = {
      window: windowName(incident),
      count,
      caughtUp: Promise.resolve(),
      done: false,
      dropped: false,
      atLeastSince: null,
      usedAt: this.clock.now(),
    };
    const catchUp = this.reader.follower(count, () => live.dropped);
    live.caughtUp = this.catchUp(live, catchUp);
    return live;
  }

  private async catchUp(live: LiveCount, read: () => Promise<number>): Promise<void> {
    try {
      const wholeSince = await read();
      const { onset } = live.count.window;
      live.atLeastSince = wholeSince > this.clock.toWall(onset) ? wholeSince : null;
      live.done = true;
    } catch {
      // Redis went away meanwhile: the next follow starts again
      this.drop(live);
      for (const [id, slot] of this.slots) {
        if (slot.serving === live) this.slots.delete(id);
        if (slot.next !== live) continue;
        slot.next = undefined;
        slot.epoch = -1;
      }
    }
  }

  /** Forgets the counts of ended incidents that nobody has asked for lately. */
  forgetIdle(keep: ReadonlySet<string>): void {
    const now = this.clock.now();
    for (const [id, slot] of this.slots) {
      if (keep.has(id) || now - slot.serving.usedAt < idleMs) continue;
      this.drop(slot.serving);
      if (slot.next) this.drop(slot.next);
      this.slots.delete(id);
    }
  }

  /**
   * The incident's impact under a filter, as of now. Waits up to `patienceMs` for a count that is
   * still catching up; what is not complete says so.
   */
  async impactOf(
    incident: Incident,
    filter: ImpactFilter,
    peaks: Peaks | undefined,
    patienceMs = 0,
    visit?: (visit: AffectedVisit) => void,
  ): Promise<Impact> {
    const { serving, complete } = await this.countOf(incident, patienceMs);
    const counted = visit
      ? tally(serving.count, filter, this.context(), visit)
      : this.tallies.tally(serving.count, filter, this.context(), this.services.revision);
    const now = {
      users: counted.users.failing + counted.users.unseen,
      customers: counted.customers.failing + counted.customers.unseen,
    };
    // numbers of the scope before are shown while the new one is counted, but are no peak of it
    const peak = (party: keyof Peaks): number => {
      if (!countsFor(serving, incident)) return 0;
      // what is learned later (an alias, an earlier end) may make fewer of those who were counted then
      return Math.min(counted[party].ever, Math.max(now[party], peaks?.[party] ?? 0));
    };
    return {
      users: withPeak(counted.users, peak('users')),
      customers: withPeak(counted.customers, peak('customers')),
      unidentified: counted.unidentified,
      anonymous: counted.anonymous,
      silent: null,
      ordinary: null,
      lost: noLoss('not_yet'),
      revenue: counted.revenue,
      coverage: counted.coverage,
      sampling: await this.sampling.smallest(
        incident.scope,
        filter,
        incident.onset,
        incident.resolvedAt ?? this.clock.now(),
      ),
      complete,
      atLeastSince: serving.atLeastSince,
      internal: counted.internal,
    };
  }

  /**
   * What is found in the incident's list under a filter, as of now; waits as `impactOf` does.
   * @param find is given the list, which is good only until it returns
   */
  async affectedOf<T>(
    incident: Incident,
    filter: ImpactFilter,
    patienceMs: number,
    find: (rows: AffectedRows, context: TallyContext) => T,
  ): Promise<{ found: T; complete: boolean; atLeastSince: number | null }> {
    const { serving, complete } = await this.countOf(incident, patienceMs);
    const { revision } = this.services;
    const context = this.context();
    const rows = this.rows.rows(serving.count, filter, context, revision);
    return { found: find(rows, context), complete, atLeastSince: serving.atLeastSince };
  }

  /** The count that serves an incident, and whether it is whole; waits for it up to `patienceMs`. */
  async countOf(
    incident: Incident,
    patienceMs = 0,
  ): Promise<{ serving: LiveCount; complete: boolean }> {
    this.follow(incident, patienceMs > 0);
    const newest = this.slots.get(incident.id)?.next ?? this.slots.get(incident.id)?.serving;
    if (newest && !newest.done && patienceMs > 0) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
      await Promise.race([newest.caughtUp, patience]);
      clearTimeout(timer);
    }
    const serving = this.follow(incident);
    const slot = this.slots.get(incident.id);
    const complete =
      serving.done && slot !== undefined && !slot.next && !this.turned(slot, serving);
    return { serving, complete };
  }

  /** What a tally joins, as of now. */
  context(): TallyContext {
    return {
      people: this.directory.people,
      identity: (p, subject) => this.reader.identity(p, subject),
      named: (p, subject) => this.reader.named(p, subject),
      slice: (p, slice) => this.reader.slice(p, slice),
      threshold: (service) => this.services.thresholdOf(service),
      audience: (service) => this.services.audienceOf(service),
      now: this.clock.now(),
    };
  }
}

/** True when the count is of the incident's present scope and onset. */
const countsFor = ({ count: { window } }: LiveCount, incident: Incident): boolean =>
  window.onset === incident.onset &&
  JSON.stringify(window.scope) === JSON.stringify(incident.scope);

const withPeak = (counts: Omit<Affected, 'peak'>, peak: number): Affected => ({ ...counts, peak });

/** The peaks of an earlier publication, if it counted the same scope from the same onset. */
export const peaksOf = (
  published: IncidentView | undefined,
  incident: Incident,
): Peaks | undefined => {
  if (!published) return undefined;
  const same =
    published.onset === incident.onset &&
    JSON.stringify(published.scope) === JSON.stringify(incident.scope);
  if (!same) return undefined;
  return { users: published.impact.users.peak, customers: published.impact.customers.peak };
};
