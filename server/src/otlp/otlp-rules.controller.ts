import { Body, Controller, Inject, Req } from '@nestjs/common';
import { fail, ok, PutOtlpRules, routes, type OtlpRules } from '@rollcall/shared';
import type { KnownRequest } from '../access/access.guard.js';
import { ControlLog } from '../control/control-log.store.js';
import { valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody } from '../http/zod-body.pipe.js';
import { defaultRules } from './default-rules.js';

/** GET and PUT /api/v1/otlp/rules. */
@Controller()
export class OtlpRulesController {
  constructor(@Inject(ControlLog) private readonly control: ControlLog) {}

  @Handles(routes.getOtlpRules)
  async get(): Promise<OtlpRules> {
    await this.control.refresh();
    return this.now();
  }

  @Handles(routes.putOtlpRules)
  async put(
    @Body(new ZodBody(PutOtlpRules)) { rules, version }: PutOtlpRules,
    @Req() request: KnownRequest,
  ): Promise<OtlpRules> {
    const done = await this.control.decide(request.caller!.id, (state) => {
      const current = state.versionOf('otlp');
      const events =
        version === undefined || version === current
          ? ok([{ type: 'otlp:rules-changed' as const, rules }])
          : fail('conflict', `the rules are at version ${current} now`, {
              field: 'version',
              remedy: 'read them again, look at what changed, and send yours with the new version',
            });
      return { about: 'otlp', events };
    });
    valueOf(done);
    return this.now();
  }

  private now(): OtlpRules {
    const { state } = this.control;
    return {
      version: state.versionOf('otlp'),
      rules: state.otlpRules,
      defaults: [...defaultRules],
    };
  }
}
