import { Inject, Injectable } from '@nestjs/common';
import type { Handover, IncidentMetrics, IncidentSlices, SliceRestoration } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { CatchUp } from '../impact/catch-up.service.js';
import { ImpactService } from '../impact/impact.service.js';
import { CLOCK } from '../tokens.js';
import { handover } from './handover.js';
import { IncidentsService } from './incidents.service.js';
import { metricsOf } from './metrics.js';
import { Restoration, slicesOf } from './restoration.js';
import { queryTime } from './times.js';

/** How long an answer waits for a count that is still catching up, ms. */
const patienceMs = 5_000;
/** What metrics look back on unless they are asked otherwise, ms. */
const quarterMs = 90 * 86_400_000;

/** What takes longer than this is remembered for some times as long, ms. */
const cheapMs = 50;
const restFactor = 10;
const mostRemembered = 100;

type Places = Pick<IncidentSlices, 'asOf' | 'complete' | 'atLeastSince'> & {
  slices: SliceRestoration[];
};

/** Where an incident still fails, what happened since a time, and how long incidents take. */
@Injectable()
export class RestorationService {
  private readonly remembered = new Map<
    string,
    { generation: number; until: number; places: Places }
  >();

  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
    @Inject(ImpactService) private readonly impacts: ImpactService,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async slices(id: string): Promise<IncidentSlices> {
    const { slices, ...rest } = await this.places(id);
    return { ...slicesOf(slices), ...rest };
  }

  private async places(id: string): Promise<Places> {
    const folded = await this.catchUp.run();
    const incident = await this.incidents.record(id);
    const known = this.remembered.get(id);
    if (known?.generation === incident.generation && performance.now() < known.until) {
      return known.places;
    }
    const restoration = new Restoration();
    const { serving } = await this.impacts.countOf(incident, patienceMs);
    const started = performance.now();
    const { complete } = await this.impacts.impactOf(incident, {}, undefined, 0, (visit) =>
      restoration.add(visit),
    );
    const places: Places = {
      slices: restoration.slices(),
      asOf: Math.min(this.clock.now(), incident.resolvedAt ?? Infinity),
      complete: complete && folded,
      atLeastSince: serving.atLeastSince,
    };
    const took = performance.now() - started;
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    // of a crowd it takes a while, while nothing else runs here: then not at every question
    if (took > cheapMs && places.complete) {
      const until = performance.now() + took * restFactor;
      this.remembered.set(id, { generation: incident.generation, until, places });
    }
    return places;
  }

  /** @param since RFC 3339 or epoch ms; left out: since the onset */
  async handover(id: string, since: string | undefined): Promise<Handover> {
    const incident = await this.incidents.record(id);
    const asOf = this.clock.now();
    const from = valueOf(queryTime('since', since, incident.onset, asOf));
    const { slices, complete } = await this.places(id);
    const { points } = await this.incidents.curve(id);
    const timeline = await this.incidents.timeline(id);
    const now = points.at(-1);
    return handover(from, asOf, {
      incident: await this.incidents.record(id),
      timeline,
      slices,
      points,
      now: now ?? { at: asOf, customers: nobody, users: nobody, silent: null },
      complete: complete && now !== undefined,
    });
  }

  async metrics(from: string | undefined, to: string | undefined): Promise<IncidentMetrics> {
    const { incidents } = await this.control.refresh();
    const now = this.clock.now();
    const end = valueOf(queryTime('to', to, now + 1, now));
    const start = valueOf(queryTime('from', from, end - quarterMs, now));
    if (start > end) {
      refuse({
        code: 'invalid',
        detail: '"from" lies after "to"',
        field: 'from',
        remedy: 'send the earlier time as "from"',
      });
    }
    return metricsOf(incidents.values(), start, end);
  }
}

const nobody = { failing: 0, unseen: 0, recovered: 0 };
