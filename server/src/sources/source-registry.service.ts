import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { SourceReport } from './report.js';
import { SourceSums } from './source-sums.js';
import { SourcesStore } from './sources.store.js';

const everyMs = 1_000;

/**
 * The register of sources: every door tells it, once a request, what came and what was dropped.
 *
 * It is for people who look after senders; nothing that counts customers reads it. It writes once a
 * second, and not at all when nothing came. What is not written when a process is killed is lost,
 * and a flush whose answer is lost may be written twice: counts here are about one second exact.
 */
@Injectable()
export class SourceRegistry implements OnModuleDestroy {
  private readonly sums = new SourceSums();
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(SourcesStore) private readonly store: SourcesStore) {}

  /** Takes a report; cheap, never fails. */
  saw(report: SourceReport): void {
    this.sums.add(report, Date.now());
    this.timer ??= setTimeout(() => void this.flush(), everyMs);
  }

  /** Writes what was reported so far; what cannot be written is kept for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const taken = this.sums.take();
    if (taken.length === 0) return;
    try {
      await this.store.add(taken, Date.now());
    } catch {
      this.sums.restore(taken);
      this.timer ??= setTimeout(() => void this.flush(), everyMs);
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.flush();
    clearTimeout(this.timer);
  }
}
