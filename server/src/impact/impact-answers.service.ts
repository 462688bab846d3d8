import { Inject, Injectable } from '@nestjs/common';
import type {
  AffectedDetail,
  AffectedResellers,
  Breakdown,
  BreakdownQuery,
  ImpactFilter,
  ImpactTotal,
  Incident,
  TotalQuery,
} from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { ServicesReader } from '../services/services.reader.js';
import { CLOCK } from '../tokens.js';
import { detailOf } from './affected-detail.js';
import { resellersOf } from './affected-resellers.js';
import { groupsOf, inOrder } from './breakdown.js';
import { CatchUp } from './catch-up.service.js';
import { checkFilter } from './check-filter.js';
import { partsOf, tallyGroups } from './grouped-tally.js';
import type { ImpactCount } from './impact-count.js';
import { ImpactService } from './impact.service.js';
import { joinedOf } from './joined-count.js';
import { RemarksReader } from './remarks.reader.js';
import { RememberedTallies } from './remembered-tallies.js';
import { together } from './together.js';

/** How long an answer waits for a count that is still catching up, ms. */
const patienceMs = 5_000;
const mostGroups = 50;
const mostResellers = 1_000;
/** Incidents that are counted together at the most. */
const mostIncidents = 50;

/** What else can be asked of impact: split, of several incidents at once, of one customer. */
@Injectable()
export class ImpactAnswers {
  private readonly tallies = new RememberedTallies();

  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
    @Inject(ImpactService) private readonly impacts: ImpactService,
    @Inject(ServicesReader) private readonly services: ServicesReader,
    @Inject(RemarksReader) private readonly remarks: RemarksReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The impact split into groups, each as it would be under a filter of its own. */
  async breakdown(id: string, { by, ...filter }: BreakdownQuery): Promise<Breakdown> {
    const { folded, incident } = await this.asked(id, filter);
    const { serving, complete } = await this.impacts.countOf(incident, patienceMs);
    const { count } = serving;
    const context = this.impacts.context();
    // in one go, so that all are of one moment
    const total = this.tallies.tally(count, filter, context, this.services.revision);
    const { codes } = joinedOf(count, context);
    const all = groupsOf(by, codes, context.people.customers, filter);
    const told = all.slice(0, mostGroups);
    const tallied = tallyGroups(count, filter, by, told, context);
    const groups = told.map((group, g) => ({ ...group, ...tallied[g] }));
    const sum = groups.reduce((customers, group) => customers + group.customers.ever, 0);
    return {
      by,
      total: partsOf(total),
      groups: inOrder(groups),
      left: all.length - Math.min(all.length, mostGroups),
      customersAddUp: sum === total.customers.ever,
      complete: complete && folded,
      atLeastSince: serving.atLeastSince,
    };
  }

  /** Several incidents as one. */
  async total({ incident: ids, ...filter }: TotalQuery): Promise<ImpactTotal> {
    const folded = await this.catchUp.run();
    valueOf(checkFilter(filter, this.impacts.context().people.customers));
    const incidents = this.chosen(ids === undefined ? undefined : [ids].flat());
    const counts: ImpactCount[] = [];
    let complete = folded;
    let atLeastSince: number | null = null;
    for (const incident of incidents) {
      const { serving, complete: whole } = await this.impacts.countOf(incident, patienceMs);
      counts.push(serving.count);
      complete &&= whole;
      if (serving.atLeastSince !== null) {
        atLeastSince = Math.max(atLeastSince ?? 0, serving.atLeastSince);
      }
    }
    return {
      incidents: incidents.map(({ id, title }) => ({ id, title })),
      ...together(counts, filter, this.impacts.context()),
      complete,
      atLeastSince,
    };
  }

  private chosen(ids: string[] | undefined): Incident[] {
    const { incidents } = this.control.state;
    const found = ids
      ? [...new Set(ids)].map((id) => this.incident(id, 'incident'))
      : [...incidents.values()].filter(({ resolvedAt }) => resolvedAt === null);
    if (found.length <= mostIncidents) return found;
    return refuse({
      code: 'invalid',
      detail: `${found.length} incidents are too many to count together`,
      field: 'incident',
      remedy: `name up to ${mostIncidents}`,
    });
  }

  /** One affected customer, as far as the incident met them. */
  async detail(id: string, customerId: string): Promise<AffectedDetail> {
    const { folded, incident } = await this.asked(id, {});
    const { found, complete, atLeastSince } = await this.impacts.affectedOf(
      incident,
      {},
      patienceMs,
      (rows, context) => detailOf(rows, customerId, context),
    );
    if (!found.met) {
      return refuse({
        code: 'not_found',
        detail: `${customerId.slice(0, 100)} is not affected by this incident`,
        remedy: found.hasDownstream
          ? 'its customers are: GET …/resellers, and …/affected?billedThrough= lists them'
          : 'GET …/affected lists who is; GET /api/v1/lookup finds anyone',
      });
    }
    const { identities, ...detail } = found.met;
    const said = await this.remarks.of({
      identities,
      customer: customerId,
      from: incident.onset,
      until: incident.resolvedAt ?? this.clock.now(),
    });
    return {
      ...detail,
      remarks: said.remarks,
      remarksComplete: said.complete,
      complete: complete && folded,
      atLeastSince,
    };
  }

  /** Resellers with affected customers downstream. */
  async resellers(id: string, filter: ImpactFilter): Promise<AffectedResellers> {
    const { folded, incident } = await this.asked(id, filter);
    const { found, complete, atLeastSince } = await this.impacts.affectedOf(
      incident,
      filter,
      patienceMs,
      resellersOf,
    );
    return {
      items: found.slice(0, mostResellers),
      total: found.length,
      complete: complete && folded,
      atLeastSince,
    };
  }

  private async asked(
    id: string,
    filter: ImpactFilter,
  ): Promise<{ folded: boolean; incident: Incident }> {
    const folded = await this.catchUp.run();
    const incident = this.incident(id);
    valueOf(checkFilter(filter, this.impacts.context().people.customers));
    return { folded, incident };
  }

  private incident(id: string, field?: string): Incident {
    return (
      this.control.state.incidents.get(id) ??
      refuse({
        code: 'not_found',
        detail: `there is no incident ${id.slice(0, 100)}`,
        remedy: 'GET /api/v1/incidents lists them',
        ...(field !== undefined && { field }),
      })
    );
  }
}
