import { Body, Controller, Headers, Inject, Req } from '@nestjs/common';
import { routes, type SignalsAccepted } from '@rollcall/shared';
import type { KnownRequest } from '../access/access.guard.js';
import type { RawBody } from '../http/body-parsers.http.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { isOneLine, parseBody, withoutMark } from './body.js';
import { IngestService } from './ingest.service.js';
import { digest } from './request.store.js';

const longestIdempotencyKey = 255;

/** POST /api/v1/signals. */
@Controller()
export class SignalsController {
  constructor(@Inject(IngestService) private readonly ingest: IngestService) {}

  @Handles(routes.postSignals)
  async post(
    @Body() body: RawBody | undefined,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: KnownRequest,
  ): Promise<SignalsAccepted> {
    if ((idempotencyKey?.length ?? 0) > longestIdempotencyKey) {
      refuse({
        code: 'invalid',
        detail: `the Idempotency-Key is longer than ${longestIdempotencyKey} characters`,
        field: 'Idempotency-Key',
        remedy: 'send a UUID, for instance',
      });
    }
    // lines are read by the splitter, straight from their bytes; with a key JSON is checked before it
    // is remembered
    const isLine = body && idempotencyKey === undefined && isOneLine(body.bytes);
    const signals =
      body && (isLine || body.kind === 'ndjson')
        ? { lines: withoutMark(body.bytes) }
        : valueOf(parseBody(body, 'signal'));
    const answer = await this.ingest.ingest({
      body: signals,
      bodyDigest: idempotencyKey === undefined ? '' : digest(body?.bytes ?? ''),
      idempotencyKey,
      sender: request.caller?.id ?? '',
      source: { door: 'api', name: request.caller?.name ?? '' },
    });
    // a line that is no JSON is one bad signal, a body that is none is no request
    if (!answer.ok && isLine) valueOf(parseBody(body, 'signal'));
    return valueOf(answer);
  }
}
