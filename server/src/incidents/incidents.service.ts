import { Inject, Injectable } from '@nestjs/common';
import {
  ok,
  type AffectedPage,
  type Impact,
  type ImpactFilter,
  type Incident,
  type IncidentCurve,
  type IncidentDetail,
  type IncidentEvent,
  type IncidentRecord,
  type IncidentView,
  type OpenIncident,
  type PageQuery,
  type Result,
  type Scope,
  type TimelineEntry,
} from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { affectedPage } from '../impact/affected.js';
import { HistoryService } from '../history/history.service.js';
import { expectedOf, nothingExpected, type Expected } from '../history/expected.js';
import { CatchUp } from '../impact/catch-up.service.js';
import { checkFilter } from '../impact/check-filter.js';
import { ImpactService, peaksOf } from '../impact/impact.service.js';
import { LogReader } from '../impact/log.reader.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import { curvePoint, wholeCurve } from '../live/curve-point.js';
import { CurveStore } from '../live/curve.store.js';
import { LiveViewStore } from '../live/live-view.store.js';
import { unmatchedScope } from '../slices/unmatched.js';
import { CLOCK } from '../tokens.js';
import { open, staleVersion } from './incident.js';
import { detailOf, viewOf } from './view.js';

/** How long an answer waits for a count that is still catching up, ms. */
const patienceMs = 5_000;

/** Incidents over the API: decided on the control log, counted from the logs, asked under filters. */
@Injectable()
export class IncidentsService {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(ImpactService) private readonly impacts: ImpactService,
    @Inject(HistoryService) private readonly history: HistoryService,
    @Inject(LiveViewStore) private readonly views: LiveViewStore,
    @Inject(CurveStore) private readonly curves: CurveStore,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** All incidents, newest first. Ended ones come with what was last published of them. */
  async list(): Promise<IncidentView[]> {
    const folded = await this.catchUp.run();
    const published = await this.views.allPublished();
    const incidents = [...this.control.state.incidents.values()].map(viewOf);
    const views = await Promise.all(
      incidents.map(async (incident) => {
        const last = published.get(incident.id);
        const ended = incident.resolvedAt !== null && last?.generation === incident.generation;
        if (ended && last.impact.complete) return { ...incident, impact: last.impact };
        return this.withImpact(incident, last, folded);
      }),
    );
    return views.sort((a, b) => b.onset - a.onset);
  }

  async get(id: string): Promise<IncidentDetail> {
    const folded = await this.catchUp.run();
    const incident = this.incident(id);
    const published = await this.views.published(id);
    const { impact } = await this.withImpact(incident, published, folded);
    return detailOf(incident, impact);
  }

  private async withImpact(
    incident: Incident,
    published: IncidentView | undefined,
    folded: boolean,
  ): Promise<IncidentView> {
    const peaks = peaksOf(published, incident);
    const impact = await this.impacts.impactOf(incident, {}, peaks, patienceMs);
    const expected = await this.expected(incident, published);
    return { ...incident, impact: { ...impact, ...expected, complete: impact.complete && folded } };
  }

  /** As published, so that all screens say the same; of a new incident worked out here. */
  private async expected(
    incident: Incident,
    published: IncidentView | undefined,
  ): Promise<Expected> {
    const same = published?.generation === incident.generation;
    const known = same ? expectedOf(published.impact) : nothingExpected('not_yet');
    if (known.silent !== null || known.ordinary !== null) return known;
    return this.history.expect(incident, {});
  }

  async impact(id: string, filter: ImpactFilter): Promise<Impact> {
    const folded = await this.catchUp.run();
    const incident = this.incident(id);
    valueOf(checkFilter(filter, this.impacts.context().people.customers));
    const whole = Object.values(filter).every((value) => value === undefined);
    const published = whole ? await this.views.published(id) : undefined;
    const peaks = peaksOf(published, incident);
    const impact = await this.impacts.impactOf(incident, filter, peaks, patienceMs);
    const expected = whole
      ? await this.expected(incident, published)
      : await this.history.expect(incident, filter);
    return { ...impact, ...expected, complete: impact.complete && folded };
  }

  /** A page of the affected; `cursor` names the last row of the page before. */
  async affected(id: string, { sort, cursor, limit, ...filter }: PageQuery): Promise<AffectedPage> {
    const folded = await this.catchUp.run();
    const incident = this.incident(id);
    valueOf(checkFilter(filter, this.impacts.context().people.customers));
    const { found, complete, atLeastSince } = await this.impacts.affectedOf(
      incident,
      filter,
      patienceMs,
      (rows, context) => affectedPage(rows, sort, cursor, limit, context),
    );
    return { ...valueOf(found), complete: complete && folded, atLeastSince };
  }

  /** What the counts were since the onset; the last point is as of now, or of the end. */
  async curve(id: string): Promise<IncidentCurve> {
    const incident = await this.get(id);
    const { generation, impact, onset, resolvedAt } = incident;
    const at = Math.floor(Math.min(this.clock.now(), resolvedAt ?? Infinity));
    const newest = impact.complete ? curvePoint(at, impact) : undefined;
    return { generation, points: wholeCurve(onset, await this.curves.points(incident), newest) };
  }

  async timeline(id: string): Promise<TimelineEntry[]> {
    await this.control.refresh();
    this.incident(id);
    return this.control.state.timelines.get(id) ?? [];
  }

  /** @param request names the request, so that the same one sent again opens nothing */
  async open(input: OpenIncident, by: string, request?: string): Promise<IncidentDetail> {
    await this.checkScope(input.scope, input.force);
    const done = await this.control.decide(by, (state, now) => {
      const known = request === undefined ? undefined : state.requests.get(request);
      if (known !== undefined) return { about: known, events: ok([]) };
      return {
        about: `inc-${state.incidents.size + 1}`,
        events: open(input, now, request),
      };
    });
    return this.changed(valueOf(done).about);
  }

  /** Refuses a scope that matches nothing that was ever seen, unless it is meant so. */
  async checkScope(scope: Scope | undefined, force: boolean | undefined): Promise<void> {
    if (scope === undefined || force === true) return;
    const check = () =>
      unmatchedScope(scope, this.reader.slices, this.control.state.services.keys());
    await this.reader.refresh();
    if (this.reader.slices.length > 0 && check() === undefined) return;
    // what is being counted just now may have it, or be the first there is
    await this.catchUp.run();
    const failure = check();
    if (failure) refuse(failure);
  }

  /** Decides something about an incident and answers with what it has become. */
  async change(
    id: string,
    by: string,
    decide: (incident: IncidentRecord, now: number) => Result<IncidentEvent[]>,
    /** The version it was decided on, where the sender named one. */
    version?: number,
  ): Promise<IncidentDetail> {
    await this.control.refresh();
    this.incident(id);
    const done = await this.control.decide(by, (state, now) => {
      const incident = state.incidents.get(id);
      if (!incident) return { about: id, events: ok([]) };
      const stale = version !== undefined && version !== incident.version;
      const events = stale
        ? { ok: false as const, error: staleVersion(incident) }
        : decide(incident, now);
      return { about: id, events };
    });
    valueOf(done);
    return this.changed(id);
  }

  private async changed(id: string): Promise<IncidentDetail> {
    this.queues.wake('assess', {});
    return this.get(id);
  }

  /** The incident as of now, without counting. */
  async record(id: string): Promise<IncidentRecord> {
    await this.control.refresh();
    return this.incident(id);
  }

  /** The incident as the log has made it; refused where there is none. Call after a refresh. */
  private incident(id: string): IncidentRecord {
    return (
      this.control.state.incidents.get(id) ??
      refuse({
        code: 'not_found',
        detail: `there is no incident ${id.slice(0, 100)}`,
        remedy: 'GET /api/v1/incidents lists them',
      })
    );
  }
}
