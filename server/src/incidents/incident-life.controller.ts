import { Body, Controller, Inject, Param, Query, Req } from '@nestjs/common';
import {
  AddAction,
  AssignRole,
  ChangeAction,
  CorrectTimes,
  OverrideSeverity,
  routes,
  type IncidentAction,
  type IncidentDetail,
  type IncidentEvent,
  type IncidentRecord,
  type IncidentUpdate,
  type Result,
} from '@rollcall/shared';
import type { z } from 'zod';
import type { KnownRequest } from '../access/access.guard.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody, ZodQuery } from '../http/zod-body.pipe.js';
import { IncidentsService } from './incidents.service.js';
import {
  addAction,
  assignRole,
  changeAction,
  liftSeverity,
  overrideSeverity,
  updatesOf,
} from './life.js';
import { correctTimes } from './times.js';

const { query: UpdatesQuery } = routes.listUpdates;

/** /api/v1/incidents/:id/…: what a team does with an incident; every decision is in life.ts and times.ts. */
@Controller()
export class IncidentLifeController {
  constructor(@Inject(IncidentsService) private readonly incidents: IncidentsService) {}

  @Handles(routes.assignRole)
  role(
    @Param('id') id: string,
    @Body(new ZodBody(AssignRole)) input: AssignRole,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    return this.change(id, request, input, (incident) => assignRole(incident, input));
  }

  @Handles(routes.listActions)
  async actions(@Param('id') id: string): Promise<IncidentAction[]> {
    return (await this.incidents.record(id)).actions;
  }

  @Handles(routes.addAction)
  add(
    @Param('id') id: string,
    @Body(new ZodBody(AddAction)) input: AddAction,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    return this.change(id, request, input, (incident, now) => addAction(incident, input, now));
  }

  @Handles(routes.changeAction)
  changeAction(
    @Param('id') id: string,
    @Param('action') action: string,
    @Body(new ZodBody(ChangeAction)) input: ChangeAction,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    return this.change(id, request, input, (incident, now) =>
      changeAction(incident, action, input, now),
    );
  }

  @Handles(routes.correctTimes)
  times(
    @Param('id') id: string,
    @Body(new ZodBody(CorrectTimes)) input: CorrectTimes,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    return this.change(id, request, input, (incident, now) => correctTimes(incident, input, now));
  }

  @Handles(routes.overrideSeverity)
  override(
    @Param('id') id: string,
    @Body(new ZodBody(OverrideSeverity)) input: OverrideSeverity,
    @Req() request: KnownRequest,
  ): Promise<IncidentDetail> {
    return this.change(id, request, input, (incident) => overrideSeverity(incident, input));
  }

  @Handles(routes.liftSeverity)
  lift(@Param('id') id: string, @Req() request: KnownRequest): Promise<IncidentDetail> {
    return this.change(id, request, {}, liftSeverity);
  }

  @Handles(routes.listUpdates)
  async updates(
    @Param('id') id: string,
    @Query(new ZodQuery(UpdatesQuery)) { audience }: z.output<typeof UpdatesQuery>,
  ): Promise<IncidentUpdate[]> {
    const updates = updatesOf(await this.incidents.timeline(id));
    return updates.filter((update) => audience === undefined || update.audience === audience);
  }

  private change(
    id: string,
    request: KnownRequest,
    input: { version?: number | undefined },
    decide: (incident: IncidentRecord, now: number) => Result<IncidentEvent[]>,
  ): Promise<IncidentDetail> {
    return this.incidents.change(id, request.caller!.id, decide, input.version);
  }
}
