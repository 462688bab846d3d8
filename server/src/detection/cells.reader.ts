import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { outcomeCode, type OutcomeCode } from '../fold/rows.js';
import { LogReader, type LogFollower } from '../impact/log.reader.js';
import { CLOCK } from '../tokens.js';
import { Cells, type Cell } from './cell.js';

/** How far back is read after a start, the log's time, and for how long at the most, wall clock; ms. */
const minuteMs = 60_000;
const readBackMs = 60 * minuteMs;
const readBackForMs = 30_000;
/** Detection remembers no more than this, ms. */
const longestMs = 3 * 86_400_000;

/** What came since it was last asked for. */
export interface Came {
  /** Everything began anew: what was made of cells before is void. */
  anew: boolean;
  cells: Cell[];
  /** What lies before, read again, and since when; a whole minute, epoch ms. */
  past: Cell[];
  from: number;
}

/** Makes cells of the committed logs, our own people left out; after a start also of the hour before. */
@Injectable()
export class CellsReader {
  private cells = new Cells();
  private past = new Cells();
  private epoch = Number.NaN;
  private from = Number.NaN;
  private following: LogFollower | undefined;

  constructor(
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Call after the logs were read. @param now the workspace's clock, epoch ms */
  take(now: number): Came {
    const anew = this.reader.epoch !== this.epoch;
    if (anew) this.follow(now);
    return { anew, cells: this.cells.take(now), past: this.past.take(now), from: this.from };
  }

  private follow(now: number): void {
    if (this.following) this.reader.unfollow(this.following);
    const { epoch } = this.reader;
    this.epoch = epoch;
    const [cells, past] = [new Cells(), new Cells()];
    this.cells = cells;
    this.past = past;
    this.from = Math.floor((now - readBackMs) / minuteMs) * minuteMs;
    const window = { onset: this.from };
    const into = (gathered: Cells, oldest: number): LogFollower => ({
      window,
      add: (p, subject, slice, at, outcome) => {
        if (at >= oldest) this.gather(gathered, p, subject, slice, at, outcome);
      },
    });
    const until = performance.now() + readBackForMs;
    const stopped = (): boolean => this.cells !== cells || performance.now() > until;
    this.following = into(cells, now - longestMs);
    const readBack = this.reader.follower(this.following, stopped, into(past, window.onset));
    // without it evidence is thinner for an hour, and nothing else
    void readBack().catch(() => undefined);
  }

  private gather(
    gathered: Cells,
    p: number,
    subject: number,
    slice: number,
    at: number,
    outcome: OutcomeCode,
  ): void {
    const { people } = this.directory;
    if (people.customers.anyInternal && this.reader.isOwnSubject(p, subject, at)) return;
    const person = people.userOf(this.reader.identity(p, subject));
    const place = this.reader.sliceNumberOf(p, slice);
    gathered.add(place, at, outcome === outcomeCode.failed, person);
  }

  /** Log time that passes in a second, ms: 1,000, or more where a story is told. */
  paceMs(now: number): number {
    const minute = 60_000;
    const wall = this.clock.toWall(now) - this.clock.toWall(now - minute);
    return wall > 0 ? Math.max(1_000, (1_000 * minute) / wall) : 1_000;
  }
}
