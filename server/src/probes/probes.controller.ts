import { Body, Controller, Inject, Param, Req } from '@nestjs/common';
import { ProbeInput, routes, type Probe, type ProbeView } from '@rollcall/shared';
import type { KnownRequest } from '../access/access.guard.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody } from '../http/zod-body.pipe.js';
import { ProbesService } from './probes.service.js';

/** /api/v1/probes. */
@Controller()
export class ProbesController {
  constructor(@Inject(ProbesService) private readonly probes: ProbesService) {}

  @Handles(routes.listProbes)
  list(): Promise<ProbeView[]> {
    return this.probes.list();
  }

  @Handles(routes.getProbe)
  get(@Param('id') id: string): Promise<ProbeView> {
    return this.probes.get(id);
  }

  @Handles(routes.putProbe)
  put(
    @Param('id') id: string,
    @Body(new ZodBody(ProbeInput)) input: ProbeInput,
    @Req() request: KnownRequest,
  ): Promise<ProbeView> {
    return this.probes.put(id, input, request.caller!.id);
  }

  @Handles(routes.deleteProbe)
  remove(@Param('id') id: string, @Req() request: KnownRequest): Promise<Probe> {
    return this.probes.remove(id, request.caller!.id);
  }
}
