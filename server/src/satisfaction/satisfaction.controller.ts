import { Controller, Inject, Query } from '@nestjs/common';
import { routes, SatisfactionQuery, type SatisfactionAnswer } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { parseAt } from '../clock/time.js';
import { refuse } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { ZodQuery } from '../http/zod-body.pipe.js';
import { CLOCK } from '../tokens.js';
import { SatisfactionService } from './satisfaction.service.js';

/** GET /api/v1/satisfaction. */
@Controller()
export class SatisfactionController {
  constructor(
    @Inject(SatisfactionService) private readonly satisfaction: SatisfactionService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Handles(routes.getSatisfaction)
  get(
    @Query(new ZodQuery(SatisfactionQuery)) { at, ...filter }: SatisfactionQuery,
  ): Promise<SatisfactionAnswer> {
    return this.satisfaction.ask(filter, at === undefined ? undefined : this.timeOf(at));
  }

  private timeOf(at: string): number {
    const time = parseAt(/^\d{1,16}$/.test(at) ? Number(at) : at);
    if (time === undefined)
      return refuse({
        code: 'invalid',
        detail: `at is no time: ${at}`,
        field: 'at',
        remedy: 'Send RFC 3339, such as 2026-01-31T09:30:00Z, or epoch milliseconds.',
      });
    if (time > this.clock.now())
      return refuse({
        code: 'invalid',
        detail: 'at lies in the future',
        field: 'at',
        remedy: 'Ask for a time that has been, or leave it out for now.',
      });
    return time;
  }
}
