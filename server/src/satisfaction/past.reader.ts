import { Inject, Injectable } from '@nestjs/common';
import type { Incident } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { stepStart, stepWas, wasUnderWay, weeksOf, type Times } from '../history/compared-time.js';
import { HistoryReader, settledMs } from '../history/history.reader.js';
import { hoursBetween } from '../history/window.js';
import { LogReader } from '../impact/log.reader.js';
import { visitStepMs } from '../silent/visits.js';
import { scopeHas } from '../slices/scope.js';
import { CLOCK } from '../tokens.js';
import { BallotBox, type Ballots } from './ballots.js';
import { comparedVotes } from './compared-votes.js';
import { hourMs } from './hour-votes.js';
import { ballotsOfVisits, stepsWithin } from './past-ballots.js';
import type { Past } from './past.js';
import { inSpells } from './rest.service.js';
import type { Electorate } from './electorate.js';

/** What came this long ago has been rolled up, wall clock, ms. */
const rolledUpMs = 2_500;

/** An hour of the history and the same hours of past weeks, as votes. */
@Injectable()
export class PastReader {
  constructor(
    @Inject(HistoryReader) private readonly history: HistoryReader,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private times(): Times {
    return { clock: this.clock, since: this.history.since, wall: Date.now() };
  }

  /** The last step's end, epoch ms, that is at most a time and whose visits have been rolled up. */
  endBefore(time: number): number {
    const rolledUp = Date.now() - rolledUpMs;
    let end = stepStart(time);
    for (let i = 0; i < 12 && this.clock.toWall(end) > rolledUp; i++) end -= visitStepMs;
    return end;
  }

  /** Brings the hour until a time up to date. False: nothing is known of it. */
  async load(end: number): Promise<boolean> {
    await this.history.load([], settledMs);
    if (this.history.since >= end || !stepWas(end - visitStepMs, this.times())) return false;
    await this.history.load(hoursBetween(end - hourMs, end), settledMs);
    return true;
  }

  /** The ballots of an hour that was loaded. */
  *ballots(end: number): Generator<void, Ballots> {
    const from = end - hourMs;
    const { people } = this.directory;
    const box = new BallotBox();
    const customerOf = (user: number, at: number): number => people.customerAt(user, -1, at);
    for (const hour of hoursBetween(from, end)) {
      yield;
      const within = stepsWithin(hour, from, end);
      this.history.eachVisit(hour, ballotsOfVisits(box, hour, within, customerOf));
    }
    return box.ballots;
  }

  /**
   * What is known of the hour until a time and of past weeks'; null without two of them.
   * @param end on a step, epoch ms
   */
  async past(end: number, electorate: Electorate): Promise<{ past: Past | null; took: number }> {
    if (!(await this.load(end))) return { past: null, took: 0 };
    const from = end - hourMs;
    const incidents = [...this.control.state.incidents.values()];
    const starts = weeksOf(from, this.times()).filter(
      (start) => !incidents.some((each) => wasUnderWay(each, start, start + hourMs)),
    );
    if (starts.length < 2) return { past: null, took: 0 };
    await this.history.load(
      starts.flatMap((start) => hoursBetween(start, start + hourMs)),
      settledMs,
    );
    const now = incidents.filter((each) => wasUnderWay(each, from, end));
    const { result, took } = await inSpells(this.work(end, starts, electorate, now));
    return { past: result, took };
  }

  private *work(
    end: number,
    starts: readonly number[],
    electorate: Electorate,
    incidents: readonly Incident[],
  ): Generator<void, Past> {
    const ends = [end, ...starts.map((start) => start + hourMs)];
    const hours: Ballots[] = [];
    for (const each of ends) hours.push(yield* this.ballots(each));
    // what becomes known while this rests is in none of these ballots
    const slices = [...this.reader.slices];
    return yield* comparedVotes({
      hours,
      slices,
      hasSlice: (slice) => electorate.hasSlice(slices[slice]),
      kindsOf: (hour) => electorate.asOf(ends[hour]),
      inIncident: (slice) => incidents.some(({ scope }) => scopeHas(scope, slices[slice])),
      panelShare: this.history.panelShare,
    });
  }
}
