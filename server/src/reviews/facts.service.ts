import { Inject, Injectable } from '@nestjs/common';
import {
  depths,
  type Impact,
  type ImpactFilter,
  type IncidentRecord,
  type ReviewFacts,
} from '@rollcall/shared';
import { ControlLog } from '../control/control-log.store.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { outcomeCode } from '../fold/rows.js';
import { expectedOf } from '../history/expected.js';
import { HistoryService } from '../history/history.service.js';
import { ImpactService, peaksOf } from '../impact/impact.service.js';
import { LogReader } from '../impact/log.reader.js';
import { durationsOf } from '../incidents/durations.js';
import { Restoration } from '../incidents/restoration.js';
import { viewOf } from '../incidents/view.js';
import { LiveViewStore } from '../live/live-view.store.js';
import { SatisfactionService } from '../satisfaction/satisfaction.service.js';
import type { SliceName } from '../slices/slice.js';
import { ContactsReader } from './contacts.reader.js';
import { earlierOf } from './earlier.js';
import { untilWell, Waiting } from './waiting.js';
import { Who } from './who.js';

const patienceMs = 5_000;
const hourMs = 3_600_000;
const mostPlaces = 50;

/** What was gathered of an ended incident. */
export interface Gathered {
  facts: ReviewFacts;
  /** Affected customers by number. */
  affected: ReadonlySet<number>;
}

type Measured = ReviewFacts['satisfaction']['before'];

/** Gathers the facts of an ended incident from counts, logs, past weeks and what was said. */
@Injectable()
export class FactsService {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(ImpactService) private readonly impacts: ImpactService,
    @Inject(HistoryService) private readonly history: HistoryService,
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(LiveViewStore) private readonly views: LiveViewStore,
    @Inject(SatisfactionService) private readonly satisfaction: SatisfactionService,
    @Inject(ContactsReader) private readonly contacts: ContactsReader,
  ) {}

  /** undefined: the count is not whole yet. */
  async gather(record: IncidentRecord): Promise<Gathered | undefined> {
    const { onset, resolvedAt } = record;
    if (resolvedAt === null) return undefined;
    const incident = viewOf(record);
    const published = await this.views.published(record.id);
    const restoration = new Restoration();
    const waiting = new Waiting();
    const who = new Who(this.directory.people.customers, onset);
    const numbers = new SliceNumbers();
    const counted = await this.impacts.impactOf(
      incident,
      {},
      peaksOf(published, incident),
      patienceMs,
      (visit) => {
        restoration.add(visit);
        who.add(visit);
        waiting.affected(visit, numbers.of(visit.slice));
      },
    );
    if (!counted.complete || !(await this.tellOks(waiting, numbers, onset, resolvedAt))) {
      return undefined;
    }
    const same = published?.generation === record.generation;
    const known = same ? expectedOf(published.impact) : undefined;
    const fresh = await this.history.expect(incident, {});
    const expected = known?.silent && !fresh.silent ? known : fresh;
    const impact: Impact = { ...counted, ...expected };
    const facts: ReviewFacts = {
      title: record.title,
      severity: record.severity,
      scope: record.scope,
      onset,
      resolvedAt,
      times: record.times,
      durations: durationsOf(record),
      roles: record.roles,
      actions: record.actions,
      impact,
      byType: who.byType,
      byStage: who.byStage,
      byDepth: await this.byDepth(record),
      slices: restoration.slices().slice(0, mostPlaces),
      untilWell: untilWell(waiting.waits()),
      satisfaction: {
        before: await this.satisfied(record, onset),
        during: await this.satisfied(record, Math.min(resolvedAt, onset + hourMs)),
      },
      contacts: await this.contacts.count(record.scope, onset, resolvedAt),
      earlier: earlierOf(record, this.control.state.reviews),
    };
    return { facts, affected: who.customers };
  }

  /** Tells who waited of all that went well; false when the logs began anew meanwhile. */
  private tellOks(
    waiting: Waiting,
    numbers: SliceNumbers,
    onset: number,
    end: number,
  ): Promise<boolean> {
    const { people } = this.directory;
    return this.reader.replay(onset, (p, subject, slice, at, outcome) => {
      if (outcome !== outcomeCode.ok || at < onset || at > end) return;
      const user = people.userOf(this.reader.identity(p, subject));
      if (user >= 0) waiting.wentWell(user, numbers.of(this.reader.slice(p, slice)), at);
    });
  }

  private async byDepth(incident: IncidentRecord): Promise<ReviewFacts['byDepth']> {
    const found: ReviewFacts['byDepth'] = [];
    for (const depth of [...depths].reverse()) {
      const { customers, revenue } = await this.impacts.impactOf(incident, { depth }, undefined);
      found.push({ depth, customers: customers.ever, revenue });
    }
    return found;
  }

  /** The index of the hour until a time, in the places of the scope. */
  async satisfied({ scope }: Pick<IncidentRecord, 'scope'>, at: number): Promise<Measured> {
    const filter: ImpactFilter = {
      ...(scope.services?.length ? { service: scope.services } : {}),
      ...(scope.regions?.length ? { region: scope.regions } : {}),
      ...(scope.channels?.length ? { channel: scope.channels } : {}),
    };
    const { index, low, high, n } = await this.satisfaction.ask(filter, at);
    if (index === null || low === null || high === null) {
      return { value: null, reason: 'nobody was there in the hour before' };
    }
    return { value: { index, low, high, n }, reason: null };
  }
}

/** Numbers of places, the same for the same names. */
class SliceNumbers {
  private readonly bySlice = new WeakMap<SliceName, number>();
  private readonly byName = new Map<string, number>();

  of(slice: SliceName): number {
    const known = this.bySlice.get(slice);
    if (known !== undefined) return known;
    const name = JSON.stringify([slice.service, slice.region, slice.channel]);
    const number = this.byName.get(name) ?? this.byName.size;
    this.byName.set(name, number);
    this.bySlice.set(slice, number);
    return number;
  }
}
