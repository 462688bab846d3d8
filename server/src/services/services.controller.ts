import { Body, Controller, Inject, Param, Req } from '@nestjs/common';
import { ok, routes, ServiceInput, type Service } from '@rollcall/shared';
import type { KnownRequest } from '../access/access.guard.js';
import { ControlLog } from '../control/control-log.store.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody } from '../http/zod-body.pipe.js';
import { JobQueues } from '../jobs/job-queues.service.js';

const longestId = 100;

/** PUT and GET /api/v1/services. */
@Controller()
export class ServicesController {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(JobQueues) private readonly queues: JobQueues,
  ) {}

  @Handles(routes.putService)
  async put(
    @Param('id') id: string,
    @Body(new ZodBody(ServiceInput)) input: ServiceInput,
    @Req() request: KnownRequest,
  ): Promise<Service> {
    if (id.length > longestId) {
      refuse({ code: 'invalid', detail: `an id has at most ${longestId} characters`, field: 'id' });
    }
    const given = Object.fromEntries(
      Object.entries(input).filter(([, value]) => value !== undefined),
    );
    const done = await this.control.decide(request.caller!.id, (state) => ({
      about: `service:${id}`,
      events: ok([{ type: 'service:described', service: { ...state.service(id), ...given } }]),
    }));
    valueOf(done);
    this.queues.wake('assess', {});
    return this.control.state.service(id);
  }

  @Handles(routes.listServices)
  async list(): Promise<Service[]> {
    const { services } = await this.control.refresh();
    return [...services.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
