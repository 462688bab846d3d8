import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { LiveGateway } from '../live/live.gateway.js';
import { LogStatusReader } from './log-status.reader.js';

/** Prometheus metrics. What is public is counted in Redis, so any process tells the same. */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();
  private readonly accepted: Counter;
  private readonly folded: Counter;
  private readonly parked: Gauge;
  private readonly lag: Gauge;
  private readonly clients: Gauge;

  constructor(
    @Inject(LogStatusReader) private readonly status: LogStatusReader,
    @Inject(LiveGateway) private readonly gateway: LiveGateway,
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
    const status = await this.status.read();
    this.accepted.reset();
    this.accepted.inc(status.accepted);
    this.folded.reset();
    this.folded.inc(status.folded);
    this.parked.set(status.parked);
    const lagMs = status.oldestUnfolded === 0 ? 0 : Date.now() - status.oldestUnfolded;
    this.lag.set(Math.max(0, lagMs) / 1_000);
    this.clients.set(this.gateway.clients);
    return this.registry.metrics();
  }
}
