import { Body, Controller, Inject, Req } from '@nestjs/common';
import { ok, routes, SeverityRule, type SeverityRuleView } from '@rollcall/shared';
import type { KnownRequest } from '../access/access.guard.js';
import { ControlLog } from '../control/control-log.store.js';
import { valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody } from '../http/zod-body.pipe.js';
import { JobQueues } from '../jobs/job-queues.service.js';

/** GET and PUT /api/v1/severity-rule. */
@Controller()
export class SeverityRuleController {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(JobQueues) private readonly queues: JobQueues,
  ) {}

  @Handles(routes.getSeverityRule)
  async get(): Promise<SeverityRuleView> {
    const { version, rule } = (await this.control.refresh()).severityRule;
    return { version, ...rule };
  }

  @Handles(routes.putSeverityRule)
  async put(
    @Body(new ZodBody(SeverityRule)) rule: SeverityRule,
    @Req() request: KnownRequest,
  ): Promise<SeverityRuleView> {
    const done = await this.control.decide(request.caller!.id, ({ severityRule }) => {
      const same = JSON.stringify(severityRule.rule) === JSON.stringify(rule);
      return {
        about: 'severity-rule',
        events: ok(same ? [] : [{ type: 'severity-rule:changed', rule }]),
      };
    });
    valueOf(done);
    this.queues.wake('assess', {});
    return this.get();
  }
}
