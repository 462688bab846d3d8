import { Controller, Inject } from '@nestjs/common';
import { routes, type LiveView } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { Handles } from '../http/route.decorator.js';
import { LogStatusReader } from '../operations/log-status.reader.js';
import { LiveViewStore } from './live-view.store.js';
import { CLOCK } from '../tokens.js';
import { aged } from './view.js';

/** GET /api/v1/live. */
@Controller()
export class LiveController {
  constructor(
    @Inject(LiveViewStore) private readonly store: LiveViewStore,
    @Inject(LogStatusReader) private readonly status: LogStatusReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Handles(routes.getLive)
  async get(): Promise<LiveView> {
    const [view, status] = await Promise.all([this.store.load(), this.status.read()]);
    const now = Date.now();
    return aged(view, now, now - this.clock.toWall(view.asOf), status);
  }
}
