import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ControlLog } from '../control/control-log.store.js';
import { ImpactService } from '../impact/impact.service.js';
import { LogReader } from '../impact/log.reader.js';

const everyMs = 1_000;

/**
 * Keeps an API's memory warm: reads what was committed once a second, and counts open incidents,
 * so that a question is answered from memory and waits for a moment's worth of log at the most.
 */
@Injectable()
export class KeepFresh implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(ImpactService) private readonly impact: ImpactService,
  ) {}

  onModuleInit(): void {
    void this.refresh();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  private async refresh(): Promise<void> {
    try {
      const { incidents } = await this.control.refresh();
      await this.reader.refresh();
      const open = [...incidents.values()].filter(({ resolvedAt }) => resolvedAt === null);
      for (const incident of open) this.impact.follow(incident);
      this.impact.forgetIdle(new Set(open.map(({ id }) => id)));
    } catch {
      // Redis is away: the next round reads what this one missed
    }
    this.timer = setTimeout(() => void this.refresh(), everyMs);
  }
}
