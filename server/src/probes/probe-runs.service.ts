import { Inject, Injectable } from '@nestjs/common';
import type { HealthSignal, Probe, ProbeResult } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import { IngestService } from '../signals/ingest.service.js';
import { CLOCK } from '../tokens.js';
import { lookAt } from './look.net.js';
import { asksTheSame } from './probe.js';
import { ProbesStore } from './probes.store.js';
import { verdictOf } from './verdict.js';

/** A schedule whose next check should have begun this long ago has lost it, ms. */
const lostAfterMs = 30_000;

/**
 * Checks probes, as jobs of the worker. Schedules are BullMQ's: each has one check ahead of it and no
 * more, so that what was missed while nobody worked is not made up for.
 */
@Injectable()
export class ProbeRuns {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(ProbesStore) private readonly store: ProbesStore,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Brings the schedules in line with what was decided. Repeating it changes nothing. */
  async plan(): Promise<void> {
    const { probes } = await this.control.refresh();
    const queue = this.queues.queue('probe');
    const schedules = new Map(
      (await queue.getJobSchedulers(0, -1)).map((schedule) => [schedule.key, schedule]),
    );
    for (const id of schedules.keys()) if (!probes.has(id)) await queue.removeJobScheduler(id);
    for (const { id, intervalMs } of probes.values()) {
      const known = schedules.get(id);
      const lost = (known?.next ?? 0) < Date.now() - lostAfterMs;
      if (known?.every === intervalMs && !lost) continue;
      const opts = { removeOnComplete: true, removeOnFail: true };
      await queue.upsertJobScheduler(
        id,
        { every: intervalMs },
        { name: 'probe', data: { probe: id }, opts },
      );
    }
    const kept = [...(await this.store.results()).keys()];
    await this.store.forget(...kept.filter((id) => !probes.has(id)));
  }

  /** One check of one probe; none where it is being checked already, or is no more. */
  async run(id: string): Promise<void> {
    const probe = (await this.control.refresh()).probes.get(id);
    if (!probe) return;
    await this.store.alone(id, probe.timeoutMs, async () => {
      const result = verdictOf(probe, await lookAt(probe));
      const { probes } = await this.control.refresh();
      if (!asksTheSame(probe, probes.get(id))) return;
      await this.store.add(id, result);
      await this.report(probe, result);
    });
  }

  private async report(probe: Probe, result: ProbeResult): Promise<void> {
    const signal: HealthSignal = {
      kind: 'health',
      at: this.clock.now(),
      service: probe.service,
      ...(probe.region === null ? {} : { region: probe.region }),
      source: `probe:${probe.id}`,
      status: result.status,
      ...(result.latencyMs === null ? {} : { latencyMs: result.latencyMs }),
      requests: 1,
      errors: result.status === 'down' ? 1 : 0,
    };
    const done = await this.ingest.ingest({
      body: { values: [{ index: 0, value: signal }], broken: [] },
      bodyDigest: '',
      idempotencyKey: undefined,
      sender: `probe:${probe.id}`,
      source: { door: 'probe', name: probe.id },
    });
    if (!done.ok)
      throw new Error(`the health that probe ${probe.id} saw was not taken: ${done.error.detail}`);
  }
}
