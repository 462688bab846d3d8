import { Controller, Inject, Param, Query } from '@nestjs/common';
import { routes, type Handover, type IncidentMetrics, type IncidentSlices } from '@rollcall/shared';
import type { z } from 'zod';
import { Handles } from '../http/route.decorator.js';
import { ZodQuery } from '../http/zod-body.pipe.js';
import { RestorationService } from './restoration.service.js';

const { query: HandoverQuery } = routes.getHandover;
const { query: MetricsQuery } = routes.getIncidentMetrics;

/** GET /api/v1/incidents/metrics, …/:id/slices and …/:id/handover. */
@Controller()
export class RestorationController {
  constructor(@Inject(RestorationService) private readonly restoration: RestorationService) {}

  @Handles(routes.getIncidentMetrics)
  metrics(
    @Query(new ZodQuery(MetricsQuery)) { from, to }: z.output<typeof MetricsQuery>,
  ): Promise<IncidentMetrics> {
    return this.restoration.metrics(from, to);
  }

  @Handles(routes.getSlices)
  slices(@Param('id') id: string): Promise<IncidentSlices> {
    return this.restoration.slices(id);
  }

  @Handles(routes.getHandover)
  handover(
    @Param('id') id: string,
    @Query(new ZodQuery(HandoverQuery)) { since }: z.output<typeof HandoverQuery>,
  ): Promise<Handover> {
    return this.restoration.handover(id, since);
  }
}
