import { Controller, Headers, Inject, Query, Res } from '@nestjs/common';
import { routes, SeriesQuery, type SeriesAnswer } from '@rollcall/shared';
import type { FastifyReply } from 'fastify';
import { Handles } from '../http/route.decorator.js';
import { ZodQuery } from '../http/zod-body.pipe.js';
import { seriesCsv } from './csv.js';
import { SeriesService } from './series.service.js';

/** GET /api/v1/series. */
@Controller()
export class SeriesController {
  constructor(@Inject(SeriesService) private readonly series: SeriesService) {}

  @Handles(routes.getSeries)
  async get(
    @Query(new ZodQuery(SeriesQuery)) query: SeriesQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesAnswer | string> {
    const answer = await this.series.answer(query);
    const csv = query.format ? query.format === 'csv' : (accept?.startsWith('text/csv') ?? false);
    if (!csv) return answer;
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="series.csv"');
    return seriesCsv(answer);
  }
}
