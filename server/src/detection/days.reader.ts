import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { outcomeCode } from '../fold/rows.js';
import { LogReader } from '../impact/log.reader.js';
import { counter } from '../series/counters.js';
import { SeriesReader } from '../series/series.reader.js';
import { CLOCK } from '../tokens.js';
import type { Cell } from './cell.js';
import { nameOf } from './scope-of.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Failures of a slice and minute that are recalled, and of all. */
const mostOfCell = 512;
const mostFailures = 2_000_000;
/** Cells that are told at a time. */
const atOnce = 1_000;
/** The share of one core's time that recalling may take. */
const shareOfTime = 0.3;

/**
 * The last days, recalled after a start from what is kept of them: what went well from the series, by the
 * minute; who failed from the impact log. Both are of everyone who was counted, but for our own people, whose
 * failures are left out.
 */
@Injectable()
export class DaysReader {
  constructor(
    @Inject(SeriesReader) private readonly series: SeriesReader,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Tells of each minute in [from, to), whole minutes, epoch ms, oldest first and hour by hour; one before
   * which the impact log was trimmed is left out. False: the logs began anew meanwhile.
   */
  async read(from: number, to: number, take: (cells: Cell[]) => void): Promise<boolean> {
    const whole = await this.reader.failuresWholeSince();
    const failures = await this.resting(() => this.failures(from, to));
    if (!failures) return false;
    for (let at = from; at < to;) {
      const end = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs);
      if (this.clock.toWall(at) >= whole) {
        const cells = await this.resting(() => this.hour(at, end, failures));
        for (let i = 0; i < cells.length; i += atOnce)
          await this.resting(() => take(cells.slice(i, i + atOnce)));
      }
      at = end;
    }
    return true;
  }

  /** Works, and rests as much as its share of time demands. */
  private async resting<T>(work: () => T | Promise<T>): Promise<T> {
    const began = performance.now();
    const done = await work();
    const took = performance.now() - began;
    await pause(took / shareOfTime - took);
    return done;
  }

  /** Who failed, however late that was counted. */
  private async failures(from: number, to: number): Promise<Minutes | undefined> {
    const { people } = this.directory;
    const found: Minutes = new Map<number, Map<number, Failed>>();
    let all = 0;
    const done = await this.reader.replay(
      from,
      (p, subject, slice, at, outcome) => {
        if (outcome !== outcomeCode.failed || at < from || at >= to || all >= mostFailures) return;
        if (people.customers.anyInternal && this.reader.isOwnSubject(p, subject, at)) return;
        const cell = cellOf(found, this.reader.sliceNumberOf(p, slice), minuteOf(at));
        if (cell.failed >= mostOfCell) return;
        all++;
        cell.failed++;
        cell.firstFailed = Math.min(cell.firstFailed, at);
        const person = people.userOf(this.reader.identity(p, subject));
        if (person >= 0) cell.failing.push(person);
      },
      true,
    );
    return done ? found : undefined;
  }

  private async hour(from: number, to: number, failures: Minutes): Promise<Cell[]> {
    const numbers = new Map(this.reader.slices.map((slice, number) => [nameOf(slice), number]));
    const minutes: Minutes = new Map<number, Map<number, Failed>>();
    for (let at = from; at < to; at += minuteMs) {
      const failed = failures.get(at);
      if (failed) minutes.set(at, failed);
      failures.delete(at);
    }
    await this.series.each('minutes', from, to, (slice, at, counted, n) => {
      if (counted !== counter.ok && counted !== counter.slow) return;
      const number = numbers.get(nameOf(slice));
      if (number !== undefined) cellOf(minutes, number, at).ok += n;
    });
    return [...minutes.values()]
      .flatMap((cells) => [...cells.values()])
      .sort((a, b) => a.at - b.at);
  }
}

type Failed = Cell & { failing: number[] };
/** Minute → slice → its cell. */
type Minutes = Map<number, Map<number, Failed>>;

const minuteOf = (at: number): number => Math.floor(at / minuteMs) * minuteMs;

const cellOf = (minutes: Minutes, slice: number, at: number): Failed => {
  let cells = minutes.get(at);
  if (!cells) minutes.set(at, (cells = new Map<number, Failed>()));
  let cell = cells.get(slice);
  if (!cell) {
    const counts = { ok: 0, failed: 0, firstFailed: Infinity };
    cells.set(slice, (cell = { slice, at, ...counts, failing: [], trying: [] }));
  }
  return cell;
};
