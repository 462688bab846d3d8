import { Body, Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import {
  AddNote,
  RatesInput,
  routes,
  type Rates,
  type Review,
  type ReviewSummary,
} from '@rollcall/shared';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { KnownRequest } from '../access/access.guard.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody, ZodQuery } from '../http/zod-body.pipe.js';
import { csvOf } from './csv.js';
import { markdownOf } from './markdown.js';
import { ReviewsService } from './reviews.service.js';

const { query: FormatQuery } = routes.getReview;
type Format = z.output<typeof FormatQuery>;

/** /api/v1/reviews, …/incidents/:id/review and /api/v1/rates. */
@Controller()
export class ReviewsController {
  constructor(@Inject(ReviewsService) private readonly reviews: ReviewsService) {}

  @Handles(routes.listReviews)
  list(): Promise<ReviewSummary[]> {
    return this.reviews.list();
  }

  @Handles(routes.getReview)
  get(
    @Param('id') id: string,
    @Query(new ZodQuery(FormatQuery)) { format }: Format,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review | string> {
    return this.as(id, format, reply);
  }

  @Handles(routes.getIncidentReview)
  ofIncident(
    @Param('id') id: string,
    @Query(new ZodQuery(FormatQuery)) { format }: Format,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review | string> {
    return this.as(id, format, reply);
  }

  private async as(
    id: string,
    format: Format['format'],
    reply: FastifyReply,
  ): Promise<Review | string> {
    const review = await this.reviews.get(id);
    if (format === 'json') return review;
    void reply.header(
      'content-disposition',
      `attachment; filename="review-${review.id}.${format}"`,
    );
    void reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'text/markdown; charset=utf-8');
    return format === 'csv' ? csvOf(review) : markdownOf(review);
  }

  @Handles(routes.addReviewNote)
  note(
    @Param('id') id: string,
    @Body(new ZodBody(AddNote)) { text }: AddNote,
    @Req() request: KnownRequest,
  ): Promise<Review> {
    return this.reviews.note(id, text, request.caller!.id);
  }

  @Handles(routes.getRates)
  rates(): Promise<Rates> {
    return this.reviews.rates();
  }

  @Handles(routes.putRates)
  putRates(
    @Body(new ZodBody(RatesInput)) input: RatesInput,
    @Req() request: KnownRequest,
  ): Promise<Rates> {
    return this.reviews.putRates(input, request.caller!.id);
  }
}
