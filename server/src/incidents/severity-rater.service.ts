import { Inject, Injectable } from '@nestjs/common';
import { ok, type IncidentView, type RatedType, type Severity } from '@rollcall/shared';
import { ControlLog } from '../control/control-log.store.js';
import { ImpactService } from '../impact/impact.service.js';
import { amountIn } from '../reviews/rates.js';
import { isFollowed, rate, typesIn, type Affectedness } from './severity.js';

/** An incident is rated at most this often, ms of real time: a tally per customer type is not free. */
const paceMs = 1_000;
/** And of a crowd more seldom: the share of one core's time that it may take. */
const share = 0.05;

/** What is remembered of an incident between two ratings. */
interface Remembered {
  notBefore: number;
  /** Generation and rule that were rated last. */
  basis: string;
  /** Since when the rule has said other than what holds, workspace clock; undefined: it doesn't. */
  otherSince: number | undefined;
}

/** Lets the severity rule decide over open incidents; what it decides goes to the control log. */
@Injectable()
export class SeverityRater {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(ImpactService) private readonly impacts: ImpactService,
  ) {}

  /** Rates what was published, where it is time. */
  async run(incidents: readonly IncidentView[], now: number): Promise<void> {
    const ids = new Set(incidents.map(({ id }) => id));
    for (const id of this.remembered.keys()) if (!ids.has(id)) this.remembered.delete(id);
    for (const incident of incidents) await this.rate(incident, now);
  }

  private async rate(incident: IncidentView, now: number): Promise<void> {
    const { id, impact, generation, resolvedAt } = incident;
    const before = this.control.state.incidents.get(id)?.severityBasis.computed?.severity;
    // a part of the count would rate too low, and nobody affected says nothing yet
    if (resolvedAt !== null || !impact.complete) return;
    if (impact.users.ever === 0 && before === undefined) return;
    const { version, rule } = this.control.state.severityRule;
    const basis = `${generation}:${version}`;
    const known = this.remembered.get(id) ?? { notBefore: 0, basis, otherSince: undefined };
    this.remembered.set(id, known);
    const real = performance.now();
    if (real < known.notBefore && known.basis === basis) return;
    const { severity, reason } = rate(rule, await this.affectedness(incident, typesIn(rule), now));
    known.notBefore = real + Math.max(paceMs, (performance.now() - real) / share);
    const sameBasis = known.basis === basis;
    known.basis = basis;
    known.otherSince = severity === before ? undefined : (known.otherSince ?? now);
    if (!isFollowed(before, severity, sameBasis, known.otherSince ?? now, now)) return;
    await this.decide(id, generation, { severity, reason, rule: version });
    known.otherSince = undefined;
  }

  private async decide(
    id: string,
    generation: number,
    rating: { severity: Severity; reason: string; rule: number },
  ): Promise<void> {
    await this.control.decide('severity-rule', ({ incidents, severityRule }) => {
      const incident = incidents.get(id);
      const holds =
        incident?.generation === generation &&
        incident.resolvedAt === null &&
        severityRule.version === rating.rule &&
        incident.severityBasis.computed?.severity !== rating.severity;
      return { about: id, events: ok(holds ? [{ type: 'incident:rated', ...rating }] : []) };
    });
  }

  private async affectedness(
    incident: IncidentView,
    wanted: readonly RatedType[],
    now: number,
  ): Promise<Affectedness> {
    const { customers, users, revenue } = incident.impact;
    const types: Affectedness['types'] = {};
    for (const type of wanted) {
      const { customers: counted } = await this.impacts.impactOf(incident, { type }, undefined);
      types[type] = counted.ever;
    }
    const revenueIn = (currency: string): number =>
      amountIn(revenue, currency, this.control.state.rates, now);
    return { customers, users, types, revenueIn };
  }
}
