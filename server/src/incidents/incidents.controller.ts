import { Body, Controller, Headers, Inject, Param, Query, Req } from '@nestjs/common';
import {
  AcknowledgeIncident,
  ImpactFilter,
  OpenIncident,
  PageQuery,
  ResolveIncident,
  routes,
  UpdateIncident,
  type AffectedPage,
  type Impact,
  type IncidentCurve,
  type IncidentDetail,
  type IncidentView,
  type TimelineEntry,
} from '@rollcall/shared';
import type { z } from 'zod';
import type { KnownRequest } from '../access/access.guard.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody, ZodQuery } from '../http/zod-body.pipe.js';
import { digest } from '../signals/request.store.js';
import { acknowledge, resolve, update } from './incident.js';
import { IncidentsService } from './incidents.service.js';

/** /api/v1/incidents: thin, every decision is in incident.ts. */
@Controller()
export class IncidentsController {
  constructor(@Inject(IncidentsService) private readonly incidents: IncidentsService) {}

  @Handles(routes.listIncidents)
  list(): Promise<IncidentView[]> {
    return this.incidents.list();
  }

  @Handles(routes.openIncident)
  open(
    @Body(new ZodBody(OpenIncident)) input: z.output<typeof OpenIncident>,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    const by = request.caller?.id ?? '';
    const name = idempotencyKey === undefined ? undefined : digest(by, idempotencyKey);
    return this.incidents.open(input, by, name);
  }

  @Handles(routes.getIncident)
  get(@Param('id') id: string): Promise<IncidentDetail> {
    return this.incidents.get(id);
  }

  @Handles(routes.getImpact)
  impact(
    @Param('id') id: string,
    @Query(new ZodQuery(ImpactFilter)) filter: ImpactFilter,
  ): Promise<Impact> {
    return this.incidents.impact(id, filter);
  }

  @Handles(routes.listAffected)
  affected(
    @Param('id') id: string,
    @Query(new ZodQuery(PageQuery)) query: PageQuery,
  ): Promise<AffectedPage> {
    return this.incidents.affected(id, query);
  }

  @Handles(routes.getCurve)
  curve(@Param('id') id: string): Promise<IncidentCurve> {
    return this.incidents.curve(id);
  }

  @Handles(routes.getTimeline)
  timeline(@Param('id') id: string): Promise<TimelineEntry[]> {
    return this.incidents.timeline(id);
  }

  @Handles(routes.acknowledgeIncident)
  acknowledge(
    @Param('id') id: string,
    @Body(new ZodBody(AcknowledgeIncident)) input: z.output<typeof AcknowledgeIncident>,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    const by = input.by ?? request.caller!.id;
    return this.incidents.change(id, request.caller!.id, (incident) => acknowledge(incident, by));
  }

  @Handles(routes.updateIncident)
  async update(
    @Param('id') id: string,
    @Body(new ZodBody(UpdateIncident)) input: z.output<typeof UpdateIncident>,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    await this.incidents.checkScope(input.scope, input.force);
    return this.incidents.change(
      id,
      request.caller!.id,
      (incident, now) => update(incident, input, now),
      input.version,
    );
  }

  @Handles(routes.resolveIncident)
  resolve(
    @Param('id') id: string,
    @Body(new ZodBody(ResolveIncident)) input: z.output<typeof ResolveIncident>,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    return this.incidents.change(id, request.caller!.id, (incident, now) =>
      resolve(incident, input, now),
    );
  }
}
