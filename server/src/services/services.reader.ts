import { Inject, Injectable } from '@nestjs/common';
import type { FunnelStep } from '@rollcall/shared';
import { ControlLog } from '../control/control-log.store.js';

/** What holds for each service, as last read from the control log. */
@Injectable()
export class ServicesReader {
  constructor(@Inject(ControlLog) private readonly control: ControlLog) {}

  /** Failures in one slice from which a user counts as affected. */
  thresholdOf(service: string): number {
    return this.control.state.service(service).affectedRule.failures;
  }

  /** The share of a customer's active users from which it counts as affected; 0: any. */
  audienceOf(service: string): number {
    return this.control.state.service(service).affectedRule.audience?.share ?? 0;
  }

  /** The step that a service is on the way to becoming a customer; null: none. */
  funnelOf(service: string): FunnelStep | null {
    return this.control.state.service(service).funnel;
  }

  /** The steps that any service is declared as. */
  get funnelSteps(): ReadonlySet<FunnelStep> {
    const { services } = this.control.state;
    return new Set([...services.values()].flatMap(({ funnel }) => funnel ?? []));
  }

  /** Rises whenever what holds for a service may have changed. */
  get revision(): number {
    return this.control.state.entries.length;
  }

  /** Apdex's T in ms. */
  latencyTargetOf(service: string): number {
    return this.control.state.service(service).latencyTargetMs;
  }
}
