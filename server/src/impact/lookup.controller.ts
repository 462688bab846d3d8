import { Controller, Inject, Query } from '@nestjs/common';
import { routes, type LookupAnswer } from '@rollcall/shared';
import type { z } from 'zod';
import type { Clock } from '../clock/clock.js';
import { ControlLog } from '../control/control-log.store.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import { findMatches } from '../directory/lookup.js';
import { Handles } from '../http/route.decorator.js';
import { ZodQuery } from '../http/zod-body.pipe.js';
import { CLOCK } from '../tokens.js';
import { CatchUp } from './catch-up.service.js';
import { ImpactService } from './impact.service.js';
import { impactOnMatches } from './person.js';

/** How long a caller on the phone waits for a count that is still catching up, ms. */
const patienceMs = 1_000;

/** GET /api/v1/lookup?q=: am I affected? */
@Controller()
export class LookupController {
  constructor(
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
    @Inject(ControlLog) private readonly control: ControlLog,
    @Inject(ImpactService) private readonly impact: ImpactService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Handles(routes.lookup)
  async lookup(
    @Query(new ZodQuery(routes.lookup.query)) { q }: z.output<typeof routes.lookup.query>,
  ): Promise<LookupAnswer> {
    const folded = await this.catchUp.run();
    const { incidents } = this.control.state;
    const { people } = this.directory;
    const now = this.clock.now();
    const customerOf = (identity: number): number => people.customerAt(identity, -1, now);
    const open = [...incidents.values()].filter(({ resolvedAt }) => resolvedAt === null);
    const matches = findMatches(people, q, customerOf);
    const met = await Promise.all(
      open.map(async (incident) => {
        const { serving, complete } = await this.impact.countOf(incident, patienceMs);
        const impacts = impactOnMatches(serving.count, matches, this.impact.context());
        return { incident, complete, impacts };
      }),
    );
    return {
      query: q,
      complete: folded && met.every(({ complete }) => complete),
      matches: matches.map(({ user, customer }, i) => ({
        user: user < 0 ? null : people.textOf(user),
        customer: customer < 0 ? null : (people.describe(people.customers.id(customer)) ?? null),
        incidents: met.flatMap(({ incident: { id, title }, impacts }) =>
          impacts[i] ? [{ id, title, ...impacts[i] }] : [],
        ),
      })),
    };
  }
}
