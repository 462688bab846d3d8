import { Controller, Inject, Req } from '@nestjs/common';
import { routes, type SignalsAccepted } from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import { valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { IngestService } from '../signals/ingest.service.js';
import { digest } from '../signals/request.store.js';
import { SourceRegistry } from '../sources/source-registry.service.js';
import { CLOCK } from '../tokens.js';
import type { BeaconRequest } from './beacon-access.service.js';
import { interactionsOf } from './opened-batch.js';
import { skewOf } from './page-clock.js';

/** POST /api/v1/beacon: what pages met, on the same way as any other signal from here on. */
@Controller()
export class BeaconController {
  constructor(
    @Inject(IngestService) private readonly ingest: IngestService,
    @Inject(SourceRegistry) private readonly sources: SourceRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Handles(routes.postBeacon)
  async post(@Req() request: BeaconRequest): Promise<SignalsAccepted> {
    const batch = request.batch!;
    const caller = request.caller!;
    const source = { door: 'beacon', name: caller.name } as const;
    const skewMs = skewOf(batch.sentAt, this.clock.now());
    const answer = valueOf(
      await this.ingest.ingest({
        body: interactionsOf(batch, skewMs),
        // of the signals alone: a retry carries another time of sending
        bodyDigest: digest(JSON.stringify(batch.signals)),
        idempotencyKey: `beacon ${batch.batch}`,
        sender: caller.id,
        source,
      }),
    );
    const { dropped } = batch;
    if (skewMs !== 0 || dropped) {
      this.sources.saw({
        ...source,
        skewMs,
        ...(dropped ? { dropped: { page_full: dropped } } : {}),
      });
    }
    return answer;
  }
}
