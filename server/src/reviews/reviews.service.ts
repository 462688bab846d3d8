import { Inject, Injectable } from '@nestjs/common';
import {
  ok,
  type RatesInput,
  type Rates,
  type Review,
  type ReviewEvent,
  type ReviewSummary,
} from '@rollcall/shared';
import { ControlLog } from '../control/control-log.store.js';
import type { ControlEvent } from '../control/control-state.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { CatchUp } from '../impact/catch-up.service.js';
import { IncidentsService } from '../incidents/incidents.service.js';
import { ReviewFreezer } from './freezer.service.js';
import { changeRates } from './rates.js';
import { reviewOf, summaryOf } from './review.js';

/** Reviews over the API. */
@Injectable()
export class ReviewsService {
  constructor(
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
    @Inject(ReviewFreezer) private readonly freezer: ReviewFreezer,
  ) {}

  async list(): Promise<ReviewSummary[]> {
    const { reviews } = await this.control.refresh();
    return [...reviews]
      .map(([id, review]) => summaryOf(id, review))
      .sort((a, b) => b.onset - a.onset);
  }

  /** The review of an incident; freezes it now if nobody has yet. */
  async get(id: string): Promise<Review> {
    await this.catchUp.run();
    const incident = await this.incidents.record(id);
    const review = await this.freezer.ensure(id);
    if (review) return reviewOf(incident, review, this.control.state.rates);
    if (incident.resolvedAt === null) {
      refuse({
        code: 'not_found',
        detail: `${id} is not over, so there is no review of it yet`,
        remedy: 'resolve it first; until then, GET …/handover has what is known',
      });
    }
    return refuse({
      code: 'conflict',
      detail: `${id} is still being counted`,
      remedy: 'ask again in a moment',
      retryAfterSeconds: 2,
    });
  }

  /** Adds what was learned later. */
  async note(id: string, text: string, by: string): Promise<Review> {
    await this.get(id);
    const done = await this.control.decide<ReviewEvent>(by, ({ reviews }) => {
      const revision = reviews.get(id)?.revisions.length ?? 0;
      const addendum = { kind: 'note', text } as const;
      return {
        about: `review:${id}`,
        events: ok([{ type: 'review:addended', revision, addendum }]),
      };
    });
    valueOf(done);
    return this.get(id);
  }

  async rates(): Promise<Rates> {
    return (await this.control.refresh()).rates;
  }

  async putRates(input: RatesInput, by: string): Promise<Rates> {
    const done = await this.control.decide<ControlEvent>(by, ({ rates }, now) => {
      const change = changeRates(rates, input, now);
      if (!change.ok) return { about: 'rates', events: change };
      const { value } = change;
      return {
        about: 'rates',
        events: ok(value ? [{ type: 'rates:changed', change: value }] : []),
      };
    });
    valueOf(done);
    return this.rates();
  }
}
