import { Inject, Injectable } from '@nestjs/common';
import {
  fail,
  ok,
  ProbeId,
  probeLimits,
  type Probe,
  type ProbeInput,
  type ProbeView,
} from '@rollcall/shared';
import { ControlLog } from '../control/control-log.store.js';
import type { ControlEvent } from '../control/control-state.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import { asksTheSame, describeProbe, viewOf } from './probe.js';
import { ProbesStore } from './probes.store.js';

const aboutOf = (id: string): string => `probe:${id}`;

const unknown = (id: string): never =>
  refuse({
    code: 'not_found',
    detail: `there is no probe ${id.slice(0, 100)}`,
    remedy: 'GET /api/v1/probes lists them',
  });

/** Probes over the API: decided on the control log; workers check them and keep what they found. */
@Injectable()
export class ProbesService {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(ProbesStore) private readonly store: ProbesStore,
    @Inject(JobQueues) private readonly queues: JobQueues,
  ) {}

  /** All probes, by name. */
  async list(): Promise<ProbeView[]> {
    const [{ probes }, results] = await Promise.all([this.control.refresh(), this.store.results()]);
    return [...probes.values()]
      .map((probe) => viewOf(probe, results.get(probe.id) ?? [], Date.now()))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }

  async get(id: string): Promise<ProbeView> {
    const { probes } = await this.control.refresh();
    const probe = probes.get(id) ?? unknown(id);
    return viewOf(probe, await this.store.resultsOf(id), Date.now());
  }

  /** Adds or replaces a probe. The same definition again changes nothing. */
  async put(id: string, input: ProbeInput, by: string): Promise<ProbeView> {
    const named = ProbeId.safeParse(id);
    if (!named.success) {
      refuse({
        code: 'invalid',
        detail: '"id" is no id for a probe',
        field: 'id',
        remedy: named.error.issues[0].message,
      });
    }
    const probe = valueOf(describeProbe(id, input));
    let before: Probe | undefined;
    const done = await this.control.decide<ControlEvent>(by, ({ probes }) => {
      before = probes.get(id);
      if (!before && probes.size >= probeLimits.probes) {
        const events = fail('invalid', `there are ${probeLimits.probes} probes already`, {
          remedy: 'delete one that is no longer needed',
        });
        return { about: aboutOf(id), events };
      }
      const same = JSON.stringify(before) === JSON.stringify(probe);
      const events = ok<ControlEvent[]>(same ? [] : [{ type: 'probe:described', probe }]);
      return { about: aboutOf(id), events };
    });
    valueOf(done);
    if (!asksTheSame(before, probe)) await this.store.forget(id);
    this.queues.wake('probes', {});
    if (before) this.queues.wake('probe', { probe: id });
    return this.get(id);
  }

  /** Ends a probe; resolves to what it was. */
  async remove(id: string, by: string): Promise<Probe> {
    let before: Probe | undefined;
    const done = await this.control.decide<ControlEvent>(by, ({ probes }) => {
      before = probes.get(id);
      const events = ok<ControlEvent[]>(before ? [{ type: 'probe:removed' }] : []);
      return { about: aboutOf(id), events };
    });
    valueOf(done);
    const removed = before ?? unknown(id);
    await this.store.forget(id);
    this.queues.wake('probes', {});
    return removed;
  }
}
