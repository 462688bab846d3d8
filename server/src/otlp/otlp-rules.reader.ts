import { Inject, Injectable } from '@nestjs/common';
import { ControlLog } from '../control/control-log.store.js';
import { Rules } from './rules.js';

/** The rules as last read from the control log, made ready. */
@Injectable()
export class OtlpRulesReader {
  private ready: { version: number; rules: Rules } | undefined;

  constructor(@Inject(ControlLog) private readonly control: ControlLog) {}

  /** Rises with each change. */
  get version(): number {
    return this.control.state.versionOf('otlp');
  }

  compiled(): Rules {
    const { version } = this;
    if (this.ready?.version !== version) {
      this.ready = { version, rules: new Rules(this.control.state.otlpRules) };
    }
    return this.ready.rules;
  }
}
