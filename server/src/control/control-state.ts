import {
  defaultSeverityRule,
  incidentEventTypes,
  serviceDefaults,
  type IncidentRecord,
  type IncidentEvent,
  type Maintenance,
  type OtlpRule,
  type Probe,
  type Service,
  type Rates,
  type ReviewEvent,
  type SeverityRule,
  type TimelineEntry,
} from '@rollcall/shared';
import { evolve } from '../incidents/incident.js';
import { withRates, type RatesChange } from '../reviews/rates.js';
import { evolveReview, noRates, type ReviewRecord } from '../reviews/review-state.js';

/** Everything that comes in by the second door: what was decided, by whom, about what. */
export type ControlEvent =
  | IncidentEvent
  | { type: 'service:described'; service: Omit<Service, 'funnel'> & Partial<Service> }
  | { type: 'key:created'; name: string; permissions: string[] }
  | { type: 'key:revoked'; name: string }
  | { type: 'directory:changed' }
  | { type: 'probe:described'; probe: Probe }
  | { type: 'probe:removed' }
  | { type: 'maintenance:planned'; maintenance: Maintenance }
  | { type: 'maintenance:cancelled' }
  | { type: 'otlp:rules-changed'; rules: OtlpRule[] }
  | { type: 'severity-rule:changed'; rule: SeverityRule }
  | { type: 'rates:changed'; change: RatesChange }
  | ReviewEvent;

export interface ControlEntry {
  /** Stream id. */
  id: string;
  /**
   * What it is about: an incident's id, `service:<id>`, `key:<id>`, `probe:<id>`,
   * `maintenance:<id>`, `severity-rule`, `rates`, `review:<incident>`, `otlp`, `directory`.
   */
  about: string;
  at: number;
  by: string;
  event: ControlEvent;
}

const isReviewEvent = (event: ControlEvent): event is ReviewEvent =>
  event.type === 'review:frozen' || event.type === 'review:addended';

const isIncidentEvent = (event: ControlEvent): event is IncidentEvent =>
  (incidentEventTypes as readonly string[]).includes(event.type);

/** What the control log amounts to so far. Pure: the same entries give the same state. */
export class ControlState {
  readonly incidents = new Map<string, IncidentRecord>();
  readonly timelines = new Map<string, TimelineEntry[]>();
  readonly services = new Map<string, Service>();
  readonly probes = new Map<string, Probe>();
  readonly maintenance = new Map<string, Maintenance>();
  /** How often maintenance was ever planned. */
  maintenancePlanned = 0;
  /** How traces become interactions, before the built-in rules. */
  otlpRules: OtlpRule[] = [];
  /** How severity follows from who is affected; version 0 is the one of the house. */
  severityRule: { version: number; rule: SeverityRule } = { version: 0, rule: defaultSeverityRule };
  /** Request that opened an incident → the incident. */
  /** Incident → its review. */
  readonly reviews = new Map<string, ReviewRecord>();
  rates: Rates = noRates;
  readonly requests = new Map<string, string>();
  readonly versions = new Map<string, number>();
  readonly entries: ControlEntry[] = [];

  apply(entry: ControlEntry): void {
    const { id, about, at, by, event } = entry;
    this.entries.push(entry);
    this.versions.set(about, this.versionOf(about) + 1);
    if (isIncidentEvent(event)) {
      this.incidents.set(about, evolve(this.incidents.get(about), about, { at, by, event }));
      if (event.type === 'incident:opened' && event.request !== undefined) {
        this.requests.set(event.request, about);
      }
      const timeline = this.timelines.get(about) ?? [];
      timeline.push({ id, at, by, event });
      this.timelines.set(about, timeline);
    } else if (event.type === 'service:described') {
      // what was described before there were steps is none
      this.services.set(event.service.id, { funnel: null, ...event.service });
    } else if (event.type === 'probe:described') {
      this.probes.set(event.probe.id, event.probe);
    } else if (event.type === 'probe:removed') {
      this.probes.delete(about.slice('probe:'.length));
    } else if (event.type === 'maintenance:planned') {
      this.maintenancePlanned++;
      this.maintenance.set(event.maintenance.id, event.maintenance);
    } else if (event.type === 'maintenance:cancelled') {
      this.endMaintenance(about.slice('maintenance:'.length), at);
    } else if (event.type === 'otlp:rules-changed') {
      this.otlpRules = event.rules;
    } else if (event.type === 'rates:changed') {
      this.rates = withRates(this.rates, event.change, by);
    } else if (isReviewEvent(event)) {
      const incident = about.slice('review:'.length);
      const review = evolveReview(this.reviews.get(incident), { id, at, by, event });
      this.reviews.set(incident, review);
    } else if (event.type === 'severity-rule:changed') {
      this.severityRule = { version: this.severityRule.version + 1, rule: event.rule };
    }
  }

  /** What had not begun is gone, what was under way ends then. */
  private endMaintenance(id: string, at: number): void {
    const planned = this.maintenance.get(id);
    if (!planned) return;
    if (planned.from >= at) this.maintenance.delete(id);
    else this.maintenance.set(id, { ...planned, to: Math.min(planned.to, at) });
  }

  /** How often something was decided about it. */
  versionOf(about: string): number {
    return this.versions.get(about) ?? 0;
  }

  service(id: string): Service {
    return (
      this.services.get(id) ?? {
        id,
        name: id,
        dependencies: [],
        latencyTargetMs: serviceDefaults.latencyTargetMs,
        objective: serviceDefaults.objective,
        affectedRule: { ...serviceDefaults.affectedRule },
        funnel: null,
      }
    );
  }
}
