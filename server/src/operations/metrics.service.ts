import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Clock } from '../clock/clock.js';
import { LiveTail } from '../live/live-tail.service.js';
import { LiveGateway } from '../live/live.gateway.js';
import { CLOCK } from '../tokens.js';
import type { LogStatus } from './log-status.js';
import { LogStatusReader } from './log-status.reader.js';
import { realTimer } from './timer.service.js';
import { within } from './within.js';

/** A Redis that takes longer to answer is away, ms. */
const answerMs = 1_500;

/** Prometheus metrics. What is public is counted in Redis, so any process tells the same. */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();
  private readonly accepted: Counter;
  private readonly folded: Counter;
  private readonly parked: Gauge;
  private readonly lag: Gauge;
  private readonly clients: Gauge;
  private readonly viewAge: Gauge;
  private readonly redisUp: Gauge;

  constructor(
    @Inject(LogStatusReader) private readonly status: LogStatusReader,
    @Inject(LiveGateway) private readonly gateway: LiveGateway,
    @Inject(LiveTail) private readonly tail: LiveTail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'rollcall_api_' });
    this.accepted = new Counter({
      name: 'rollcall_signals_accepted_total',
      help: 'Signals stored in the log',
      registers,
    });
    this.folded = new Counter({
      name: 'rollcall_signals_folded_total',
      help: 'Signals counted',
      registers,
    });
    this.parked = new Gauge({
      name: 'rollcall_dead_letters',
      help: 'Batches that could not be counted and wait for an operator',
      registers,
    });
    this.lag = new Gauge({
      name: 'rollcall_fold_lag_seconds',
      help: 'Age of the oldest signal not yet counted',
      registers,
    });
    this.viewAge = new Gauge({
      name: 'rollcall_view_age_seconds',
      help: 'Age of the live view: it grows when no worker assesses',
      registers,
    });
    this.redisUp = new Gauge({
      name: 'rollcall_redis_up',
      help: '1 when Redis answers; while 0 the counters are the last that were read',
      registers,
    });
    this.clients = new Gauge({
      name: 'rollcall_live_clients',
      help: 'Live sockets of this process',
      registers,
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  async text(): Promise<string> {
    this.clients.set(this.gateway.clients);
    const { asOf } = this.tail.view;
    this.viewAge.set(asOf === 0 ? 0 : Math.max(0, Date.now() - this.clock.toWall(asOf)) / 1_000);
    const status = await within(answerMs, this.status.read(), realTimer).catch(() => undefined);
    this.redisUp.set(status ? 1 : 0);
    if (status) this.take(status);
    return this.registry.metrics();
  }

  private take(status: LogStatus): void {
    this.accepted.reset();
    this.accepted.inc(status.accepted);
    this.folded.reset();
    this.folded.inc(status.folded);
    this.parked.set(status.parked);
    const lagMs = status.oldestUnfolded === 0 ? 0 : Date.now() - status.oldestUnfolded;
    this.lag.set(Math.max(0, lagMs) / 1_000);
  }
}
