import { Body, Controller, Inject, Param, Req } from '@nestjs/common';
import { ok, PlanMaintenance, routes, type Maintenance } from '@rollcall/shared';
import type { z } from 'zod';
import type { KnownRequest } from '../access/access.guard.js';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import type { ControlEvent } from '../control/control-state.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody } from '../http/zod-body.pipe.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import { CLOCK } from '../tokens.js';
import { listed, plan } from './maintenance.js';

const aboutOf = (id: string): string => `maintenance:${id}`;

/** /api/v1/maintenance. */
@Controller()
export class MaintenanceController {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Handles(routes.planMaintenance)
  async plan(
    @Body(new ZodBody(PlanMaintenance)) input: z.output<typeof PlanMaintenance>,
    @Req() request: KnownRequest,
  ): Promise<Maintenance> {
    let made: Maintenance | undefined;
    const done = await this.control.decide<ControlEvent>(request.caller!.id, (state, now) => {
      // a number that was used is not used again
      const id = `mnt-${state.maintenancePlanned + 1}`;
      const planned = plan(id, input, state.maintenance.values(), now);
      if (!planned.ok) return { about: aboutOf(id), events: planned };
      made = planned.value;
      return {
        about: aboutOf(id),
        events: ok([{ type: 'maintenance:planned', maintenance: made }]),
      };
    });
    valueOf(done);
    this.queues.wake('assess', {});
    return made!;
  }

  @Handles(routes.listMaintenance)
  async list(): Promise<Maintenance[]> {
    const { maintenance } = await this.control.refresh();
    return listed(maintenance.values(), this.clock.now());
  }

  @Handles(routes.cancelMaintenance)
  async cancel(@Param('id') id: string, @Req() request: KnownRequest): Promise<Maintenance> {
    let before: Maintenance | undefined;
    const done = await this.control.decide<ControlEvent>(request.caller!.id, (state) => {
      before = state.maintenance.get(id);
      const events = ok<ControlEvent[]>(before ? [{ type: 'maintenance:cancelled' }] : []);
      return { about: aboutOf(id), events };
    });
    valueOf(done);
    const cancelled =
      before ??
      refuse({
        code: 'not_found',
        detail: `there is no maintenance ${id.slice(0, 100)}`,
        remedy: 'GET /api/v1/maintenance lists them',
      });
    this.queues.wake('assess', {});
    return this.control.state.maintenance.get(id) ?? cancelled;
  }
}
