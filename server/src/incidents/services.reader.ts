import { Inject, Injectable } from '@nestjs/common';
import { ControlLog } from './control-log.store.js';

/** What holds for each service, as last read from the control log. */
@Injectable()
export class ServicesReader {
  constructor(@Inject(ControlLog) private readonly control: ControlLog) {}

  /** Apdex's T in ms. */
  latencyTargetOf(service: string): number {
    return this.control.state.service(service).latencyTargetMs;
  }
}
