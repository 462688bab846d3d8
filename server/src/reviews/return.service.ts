import { Inject, Injectable } from '@nestjs/common';
import type { IncidentRecord, Returned } from '@rollcall/shared';
import { DirectoryReader } from '../directory/directory.reader.js';
import { internalType } from '../directory/customers.js';
import { ControlLog } from '../control/control-log.store.js';
import { wasUnderWay } from '../history/compared-time.js';
import { HistoryReader } from '../history/history.reader.js';
import { ImpactService } from '../impact/impact.service.js';
import { LogReader } from '../impact/log.reader.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import { visitStepMs } from '../silent/visits.js';
import { cohortOf, countBack, stratumOf } from './cohort.js';
import { CohortStore } from './cohort.store.js';
import { compareReturn } from './matched.js';
import { CustomerVisits } from './visits.reader.js';

const dayMs = 86_400_000;
/** What tells how active a customer was, days before the onset. */
const activityDays = 28;
const patienceMs = 3_000;
/** Other incidents at the same time whose affected are looked up at the most. */
const mostOthers = 20;

/** Who is watched after an incident, and who of them came back. */
@Injectable()
export class ReturnService {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(ImpactService) private readonly impacts: ImpactService,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(HistoryReader) private readonly history: HistoryReader,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(CohortStore) private readonly cohorts: CohortStore,
    @Inject(CustomerVisits) private readonly visits: CustomerVisits,
  ) {}

  /**
   * Chooses who is watched: affected customers, and customers who were there at the same time, whom no
   * incident of that time affected.
   * @param affected by number
   * @returns false: not known yet
   */
  async watch(incident: IncidentRecord, affected: ReadonlySet<number>): Promise<boolean> {
    const { id, onset, generation } = incident;
    const end = incident.resolvedAt ?? onset;
    if (!(await this.upToDate())) return false;
    const { customers } = this.directory.people;
    const present = new Set<number>();
    await this.visits.each(Math.floor(onset / visitStepMs) * visitStepMs, end + 1, (customer) =>
      present.add(customer),
    );
    const harmed = new Set([...affected, ...(await this.harmedElsewhere(incident, end))]);
    const own = (customer: number): boolean => customers.typeAt(customer, onset) === internalType;
    // whose visits are not kept can't be seen to come back
    const watched = [...affected].filter((customer) => present.has(customer) && !own(customer));
    const others = [...present].filter((customer) => !harmed.has(customer) && !own(customer));
    const active = await this.activeDays(onset);
    const strata = cohortOf(watched, others, customers, (customer) =>
      stratumOf(customers, customer, onset, active.get(customer) ?? 0),
    );
    await this.cohorts.save(id, { generation, strata });
    return true;
  }

  /** What is not rolled up yet would look as if people had stayed away. */
  private async upToDate(): Promise<boolean> {
    const wake = (): void => this.queues.wake('history', {});
    if (!(await this.history.untilRolledUp(patienceMs, wake))) return false;
    await this.reader.refreshAfterWrite();
    return true;
  }

  private async harmedElsewhere(incident: IncidentRecord, end: number): Promise<Set<number>> {
    const harmed = new Set<number>();
    const others = [...this.control.state.incidents.values()].filter(
      (each) => each.id !== incident.id && wasUnderWay(each, incident.onset, end + 1),
    );
    for (const other of others.slice(-mostOthers)) {
      await this.impacts.impactOf(other, {}, undefined, patienceMs, ({ customer }) => {
        if (customer >= 0) harmed.add(customer);
      });
    }
    return harmed;
  }

  /** On how many days before the onset each customer was seen. */
  private async activeDays(onset: number): Promise<Map<number, number>> {
    const days = new Map<number, number>();
    for (let day = 1; day <= activityDays; day++) {
      const seen = new Set<number>();
      const from = onset - day * dayMs;
      await this.visits.each(from, from + dayMs, (customer) => seen.add(customer));
      for (const customer of seen) days.set(customer, (days.get(customer) ?? 0) + 1);
    }
    return days;
  }

  /** Who came back within so many days of the end; undefined: not known yet. */
  async returned(incident: IncidentRecord, days: number): Promise<Returned | undefined> {
    const end = incident.resolvedAt ?? 0;
    const cohort = await this.cohorts.load(incident.id);
    if (cohort?.generation !== incident.generation) {
      return { ...compareReturn(days, []), reason: 'who was there is not known any more' };
    }
    if (!(await this.upToDate())) return undefined;
    const { customers } = this.directory.people;
    const seen = new Set<number>();
    await this.visits.each(end, end + days * dayMs, (customer) => seen.add(customer));
    return compareReturn(
      days,
      countBack(cohort.strata, (id) => seen.has(customers.find(id))),
    );
  }
}
