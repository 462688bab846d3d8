import { Controller, Inject, Param, Query } from '@nestjs/common';
import {
  BreakdownQuery,
  ImpactFilter,
  routes,
  TotalQuery,
  type AffectedDetail,
  type AffectedResellers,
  type Breakdown,
  type ImpactTotal,
} from '@rollcall/shared';
import { Handles } from '../http/route.decorator.js';
import { ZodQuery } from '../http/zod-body.pipe.js';
import { ImpactAnswers } from './impact-answers.service.js';

/** What else can be asked of impact; thin. */
@Controller()
export class ImpactAnswersController {
  constructor(@Inject(ImpactAnswers) private readonly answers: ImpactAnswers) {}

  @Handles(routes.getImpactTotal)
  total(@Query(new ZodQuery(TotalQuery)) query: TotalQuery): Promise<ImpactTotal> {
    return this.answers.total(query);
  }

  @Handles(routes.getBreakdown)
  breakdown(
    @Param('id') id: string,
    @Query(new ZodQuery(BreakdownQuery)) query: BreakdownQuery,
  ): Promise<Breakdown> {
    return this.answers.breakdown(id, query);
  }

  @Handles(routes.getAffected)
  detail(@Param('id') id: string, @Param('customer') customer: string): Promise<AffectedDetail> {
    return this.answers.detail(id, customer);
  }

  @Handles(routes.listResellers)
  resellers(
    @Param('id') id: string,
    @Query(new ZodQuery(ImpactFilter)) filter: ImpactFilter,
  ): Promise<AffectedResellers> {
    return this.answers.resellers(id, filter);
  }
}
