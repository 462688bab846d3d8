import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LogReader } from '../impact/log.reader.js';
import { LOG } from '../operations/log.js';
import { isRedisAway } from '../redis/connection.redis.js';
import { DaysReader } from './days.reader.js';
import type { Detection } from './detection.js';
import { nameOf } from './scope-of.js';
import { WeeksStore } from './weeks.store.js';

const minuteMs = 60_000;
/** How far back the days are recalled, the log's time, ms: as far as any window of a burn rate. */
const daysMs = 3 * 86_400_000;
/** What is not over for so long may still be trouble, and is not learned from, ms. */
const unsettledMs = 10 * minuteMs;
/** Who tried nothing for so long burns nothing now, ms. */
const staleMs = 30 * minuteMs;
/** What was learned is written so often, and what failed is tried again, wall clock, ms. */
const everyMs = 60_000;

/** What detection knows that a restart must not lose: the last days, and the hours of the week. */
@Injectable()
export class MemoryService {
  private of: Detection | undefined;
  private remembers = false;
  private notBefore = -Infinity;

  constructor(
    @Inject(DaysReader) private readonly days: DaysReader,
    @Inject(WeeksStore) private readonly weeks: WeeksStore,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Gives a new detection back what is known, in the background, and keeps what it learns. Call at each
   * assessment.
   * @param hour when what it reads by itself begins, a whole minute, epoch ms
   */
  keep(detection: Detection, now: number, hour: number): void {
    if (this.of !== detection) {
      this.of = detection;
      this.remembers = false;
      this.notBefore = -Infinity;
      void this.recall(detection, now, hour).catch((error: unknown) => this.report(error as Error));
    }
    if (performance.now() < this.notBefore) return;
    this.notBefore = performance.now() + everyMs;
    void this.exchange(detection, now).catch((error: unknown) => {
      if (this.of === detection) this.notBefore = -Infinity;
      this.report(error as Error);
    });
  }

  private async recall(detection: Detection, now: number, hour: number): Promise<void> {
    const to = Math.floor((now - unsettledMs) / minuteMs) * minuteMs;
    const done = await this.days.read(to - daysMs, to, (cells) => {
      if (this.of === detection) detection.recall(cells, hour);
    });
    if (done && this.of === detection) detection.recalled(now - staleMs);
  }

  /** First reads what was learned by whoever was before, then writes what is learned. */
  private async exchange(detection: Detection, now: number): Promise<void> {
    const { slices } = this.reader;
    if (!this.remembers) {
      const known = await this.weeks.read(now);
      if (this.of !== detection) return;
      for (const [slice, name] of slices.entries()) {
        const fewest = known.get(nameOf(name));
        if (fewest) detection.weeks.restore(slice, fewest);
      }
      this.remembers = true;
      return;
    }
    const { learned } = detection.weeks;
    await this.weeks.write(
      learned.map(([slice, fewest]) => [slices[slice], fewest] as const),
      now,
    );
    detection.weeks.noted(learned.map(([slice]) => slice));
  }

  /** Without it evidence is thinner, and nothing else. */
  private report(error: Error): void {
    if (isRedisAway(error)) return;
    this.log.error({ err: error }, 'what detection knew before this start was not recalled');
  }
}
