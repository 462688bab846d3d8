import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { routes, type DeadLetterView } from '@rollcall/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AccessService } from '../access/access.service.js';
import { allows, bearerOf } from '../access/secrets.js';
import type { Env } from '../config/env.js';
import { ControlLog } from '../control/control-log.store.js';
import type { ControlEntry } from '../control/control-state.js';
import { Handles, Requires } from '../http/route.decorator.js';
import { ZodQuery } from '../http/zod-body.pipe.js';
import { ENV } from '../tokens.js';
import { DeadLetterStore } from './dead-letter.store.js';
import { LogStatusReader } from './log-status.reader.js';
import { MetricsService } from './metrics.service.js';
import { openApi } from './openapi.js';
import { realTimer } from './timer.service.js';
import { within } from './within.js';

const isLoopback = (ip: string): boolean =>
  ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.');

/** A Redis that takes longer to answer is away, ms. */
const answerMs = 1_500;

/** Folds count as keeping up while the oldest uncounted signal is younger than this, ms. */
const readyLagMs = 10_000;

/** What operators and machines ask: alive, ready, counters, dead letters, audit, the API's own description. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(LogStatusReader) private readonly status: LogStatusReader,
    @Inject(MetricsService) private readonly metrics: MetricsService,
    @Inject(DeadLetterStore) private readonly dead: DeadLetterStore,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('healthz')
  @Requires('open')
  healthz(): { status: string } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Requires('open')
  async readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    try {
      const status = await within(answerMs, this.status.read(), realTimer);
      const { oldestUnfolded } = status;
      const foldLagMs = oldestUnfolded === 0 ? 0 : Math.max(0, Date.now() - oldestUnfolded);
      const ready = foldLagMs < Math.min(readyLagMs, this.env.maxFoldLagMs);
      void reply.status(ready ? 200 : 503);
      return { status: ready ? 'ready' : 'behind', redis: 'ok', foldLagMs };
    } catch {
      void reply.status(503);
      return { status: 'not ready', redis: 'away' };
    }
  }

  /** Readable with the root key, and without one from loopback. */
  @Get('metrics')
  @Requires('open')
  async prometheus(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const key = bearerOf(request.headers.authorization);
    const caller = key === undefined ? undefined : await this.access.callerOf(key);
    const direct = isLoopback(request.ip) && request.headers['x-forwarded-for'] === undefined;
    if (!direct && !(caller && allows(caller, 'manage'))) {
      void reply.status(401);
      return 'Metrics need the root key, or a request from this machine.\n';
    }
    void reply.type(this.metrics.contentType);
    return this.metrics.text();
  }

  @Get('api/v1/openapi.json')
  @Requires('open')
  openapi(): object {
    return openApi(this.env.maxBodyBytes);
  }

  @Handles(routes.audit)
  async audit(
    @Query(new ZodQuery(routes.audit.query)) { limit }: z.output<typeof routes.audit.query>,
  ): Promise<ControlEntry[]> {
    const { entries } = await this.control.refresh();
    return entries.slice(-limit).reverse();
  }

  @Handles(routes.listDeadLetters)
  deadLetters(): Promise<DeadLetterView[]> {
    return this.dead.list();
  }

  @Handles(routes.retryDeadLetter)
  async retry(
    @Param('partition') partition: string,
    @Param('id') id: string,
  ): Promise<{ retried: boolean }> {
    await this.dead.retry(Number(partition), id);
    return { retried: true };
  }
}
